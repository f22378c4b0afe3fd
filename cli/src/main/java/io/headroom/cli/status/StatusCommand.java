package io.headroom.cli.status;

import java.util.List;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import io.headroom.cli.HomeOption;
import io.headroom.cli.render.Column;
import io.headroom.cli.render.Output;
import io.headroom.cli.up.ProcessTable;
import io.headroom.cli.up.Readiness;
import io.headroom.local.VirtualClock;
import io.headroom.local.nats.LocalNats;
import io.headroom.local.process.ProcessFacts;

/// `headroom status`: what runs here, on which port, since when, and with how much memory.
@Command(
        name = "status",
        description = "Show what runs on this machine.",
        mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {
    private static final List<Column> COLUMNS =
            List.of(
                    Column.of("PROCESS", "/name"),
                    Column.of("READY", "/ready"),
                    Column.of("PORT", "/port"),
                    Column.of("PID", "/pid"),
                    Column.of("MIB", "/residentMiB"),
                    Column.of("SINCE", "/since"),
                    Column.wide("RESTARTS", "/restarts"));

    @Mixin private HomeOption home = new HomeOption();
    @Mixin private Output output = new Output();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var table = ProcessTable.read(home.home());
        if (table.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("Headroom does not run here: start it with ./headroom up");
            return 1;
        }
        var status = describe(table.get());
        switch (output.format()) {
            case JSON, YAML -> output.show(status, COLUMNS, out);
            case TABLE, WIDE -> {
                output.show(status.path("processes"), COLUMNS, out);
                out.println();
                summary(status).forEach(out::println);
                out.flush();
            }
        }
        return status.path("ready").asBoolean() ? 0 : 1;
    }

    private ObjectNode describe(ProcessTable table) {
        var status = JsonNodeFactory.instance.objectNode();
        status.put("url", table.url()).put("tokenFile", table.tokenFile());
        var processes = JsonNodeFactory.instance.arrayNode();
        var total = 0L;
        var allReady = table.supervised() && table.state() == ProcessTable.State.READY;
        try (var readiness = new Readiness()) {
            for (var entry : table.processes()) {
                var ready = entry.alive() && isReady(entry, readiness);
                var resident = entry.alive() ? ProcessFacts.residentMib(entry.pid()) : 0;
                allReady &= ready;
                total += resident;
                processes
                        .addObject()
                        .put("name", entry.name())
                        .put("pid", entry.pid())
                        .put("port", entry.port())
                        .put("residentMiB", resident)
                        .put("since", entry.since().toString())
                        .put("ready", ready)
                        .put("restarts", entry.restarts());
            }
        }
        status.put("ready", allReady).put("residentMiB", total);
        status.put("supervised", table.supervised());
        status.put("natsVersion", table.natsVersion())
                .put("postgresVersion", table.postgresVersion());
        putNats(status, table);
        VirtualClock.read(home.home().clock())
                .ifPresent(clock -> status.put("clockSpeed", clock.speed()));
        status.set("processes", processes);
        return status;
    }

    private static boolean isReady(ProcessTable.Entry entry, Readiness readiness) {
        return switch (entry.name()) {
            case "nats" -> LocalNats.settings(entry.port()).isPresent();
            case "postgres" -> true; // alive is all that can be seen without a password
            default -> readiness.of(entry.port());
        };
    }

    private static void putNats(ObjectNode status, ProcessTable table) {
        table.processes().stream()
                .filter(entry -> entry.name().equals("nats"))
                .flatMap(entry -> LocalNats.settings(entry.port()).stream())
                .forEach(
                        settings ->
                                status.putObject("nats")
                                        .put("version", settings.version())
                                        .put("jetStream", settings.jetStream())
                                        .put("maxPayload", settings.maxPayload()));
    }

    private static List<String> summary(ObjectNode status) {
        return List.of(
                "url          " + status.path("url").asText(),
                "token        " + status.path("tokenFile").asText(),
                "memory       " + status.path("residentMiB").asLong() + " MiB",
                "nats-server  " + status.path("natsVersion").asText(),
                "PostgreSQL   " + status.path("postgresVersion").asText(),
                "clock        " + status.path("clockSpeed").asInt(1) + " times real time",
                status.path("supervised").asBoolean()
                        ? "supervised   yes"
                        : "supervised   no: up was killed; ./headroom up goes on, ./headroom down ends it");
    }
}
