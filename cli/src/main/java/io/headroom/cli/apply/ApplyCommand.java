package io.headroom.cli.apply;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import io.headroom.cli.api.ApiProblem;

/// `headroom apply -f DIR`: makes what there is like what is declared, after it has shown the difference.
@Command(
        name = "apply",
        description =
                "Make tenants, lanes, quotas, budgets, commitments and pools as files declare them.",
        mixinStandardHelpOptions = true)
public final class ApplyCommand implements Callable<Integer> {
    @Mixin private Sources sources = new Sources();

    @Option(names = "--dry-run", description = "Show what would change, and change nothing.")
    private boolean dryRun;

    @Option(
            names = "--on-exceed",
            paramLabel = "WHAT",
            description =
                    "drain: let nodes go that a lower budget has no money for, instead of a"
                            + " refusal.")
    private String onExceed = "";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        var api = sources.api();
        var changes = sources.changes(api);
        Report.show(changes, sources.output(), spec.commandLine().getOut());
        return dryRun ? 0 : write(new Writing(api, onExceed), changes);
    }

    /// Goes on after a refusal: what depends on it is refused by itself, the rest is not.
    private int write(Writing writing, List<Change> changes) {
        var failed = each(changes, change -> say(writing.make(change)));
        failed += each(changes, change -> writing.complete(change).ifPresent(this::say));
        return failed == 0 ? 0 : 1;
    }

    /// How many were refused.
    private int each(List<Change> changes, Consumer<Change> write) {
        var failed = 0;
        for (var change : changes) {
            try {
                write.accept(change);
            } catch (ApiProblem problem) {
                failed++;
                spec.commandLine()
                        .getErr()
                        .println(
                                "headroom: %s%s: %s"
                                        .formatted(
                                                change.label(),
                                                change.where(),
                                                String.join("\n", problem.lines())));
            }
        }
        return failed;
    }

    private void say(String line) {
        if (sources.output().isForPeople()) {
            spec.commandLine().getOut().println(line);
            spec.commandLine().getOut().flush();
        }
    }
}
