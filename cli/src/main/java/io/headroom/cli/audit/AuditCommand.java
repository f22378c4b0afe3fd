package io.headroom.cli.audit;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import io.headroom.cli.api.Connection;
import io.headroom.cli.api.SimulatorClient;
import io.headroom.cli.render.Output;
import io.headroom.cli.render.Style;
import io.headroom.cli.render.Table;

/// `headroom audit`: compares machines, nodes, leases, the providers' bill and the ledger; exits with 1 where something is wrong.
@Command(
        name = "audit",
        description =
                "Compare machines, nodes, leases, bill and ledger. Exits with 1 where something is"
                        + " wrong.",
        mixinStandardHelpOptions = true)
public final class AuditCommand implements Callable<Integer> {
    /// As long as a lease may wait for the word that its node is gone; see `headroom.lease.grace`.
    static final Duration GRACE = Duration.ofMinutes(3);

    private static final List<Check> CHECKS =
            List.of(
                    new ProvidersCheck(),
                    new MachinesCheck(),
                    new LeasesCheck(),
                    new BillCheck(),
                    new BudgetsCheck());

    @Mixin private Connection connection = new Connection();
    @Mixin private Output output = new Output();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var facts = Facts.read(connection.client(), simulator(), connection.clock());
        var findings = CHECKS.stream().flatMap(check -> check.findings(facts).stream()).toList();
        var out = spec.commandLine().getOut();
        if (output.isForPeople()) {
            print(facts, findings, out);
        } else {
            output.document(document(facts, findings)).forEach(out::println);
        }
        out.flush();
        return findings.isEmpty() ? 0 : 1;
    }

    /// Only beside a Headroom that has one.
    private Optional<SimulatorClient> simulator() {
        var simulator = connection.simulator();
        try {
            var _ = simulator.left();
            return Optional.of(simulator);
        } catch (IllegalStateException | UncheckedIOException _) {
            return Optional.empty();
        }
    }

    private static void print(Facts facts, List<Finding> findings, PrintWriter out) {
        var table = Table.of("CHECK", "LOOKED-AT", "WRONG");
        for (var check : CHECKS) {
            table.row(check.name(), check.looksAt(facts), of(check, findings).size());
        }
        table.lines().forEach(out::println);
        if (facts.bill().isEmpty()) {
            out.println(
                    "Providers are real: their machines and bills were not compared (provisioning"
                            + " sweeps them).");
        }
        out.println();
        for (var finding : findings) {
            out.println(Style.red("wrong") + "  " + finding.what() + " " + finding.wrong());
        }
        out.println(
                findings.isEmpty() ? Style.green("nothing is wrong") : findings.size() + " wrong");
    }

    private static ObjectNode document(Facts facts, List<Finding> findings) {
        var document = JsonNodeFactory.instance.objectNode();
        document.put("at", facts.now().toString()).put("simulated", facts.bill().isPresent());
        var checks = document.putArray("checks");
        for (var check : CHECKS) {
            checks.addObject()
                    .put("name", check.name())
                    .put("lookedAt", check.looksAt(facts))
                    .put("wrong", of(check, findings).size());
        }
        var list = document.putArray("findings");
        findings.forEach(
                f ->
                        list.addObject()
                                .put("check", f.check())
                                .put("what", f.what())
                                .put("wrong", f.wrong()));
        return document;
    }

    private static List<Finding> of(Check check, List<Finding> findings) {
        return findings.stream().filter(f -> f.check().equals(check.name())).toList();
    }
}
