package io.headroom.cli.replay;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import io.headroom.cli.render.Output;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.local.Refused;
import io.headroom.replay.gangs.GangPolicy;
import io.headroom.replay.gangs.GangReplay;
import io.headroom.replay.gangs.GangReport;
import io.headroom.replay.gangs.GangRequest;

/// `headroom replay gangs`: how long gangs and small jobs wait under each way to order a queue.
@Command(
        name = "gangs",
        description = {
            "Replay the jobs of some days of a trace, drawn together to an offered load, and show"
                    + " utilisation and the 99th percentile of waiting by size.",
            "Of the pods that ask for whole GPUs one in ten becomes a gang of 2, 4, 8 or 16 (odds 4,"
                    + " 3, 2, 1); one in five is urgent; durations are kept."
        },
        mixinStandardHelpOptions = true)
public final class ReplayGangsCommand implements Runnable {
    private static final String ALL = "all";

    @Option(
            names = "--pods",
            required = true,
            paramLabel = "FILE",
            description = "Pods of the form of openb's, with creation_time and deletion_time.")
    private Path pods = Path.of("");

    @Option(
            names = "--policy",
            paramLabel = "NAME",
            split = ",",
            description =
                    "all (the default), or some of fifo, fifo-backfill, priority-only, headroom.")
    private List<String> policies = List.of(ALL);

    @Option(
            names = "--load",
            paramLabel = "X",
            split = ",",
            description = "Offered loads (0.7,0.9,1.1 by default).")
    private List<Double> loads = List.of(0.7, 0.9, 1.1);

    @Option(names = "--nodes", paramLabel = "N", description = "Nodes (64 by default).")
    private int nodes = 64;

    @Option(
            names = "--gpus-per-node",
            paramLabel = "N",
            description = "GPUs of each node (8 by default).")
    private int gpusPerNode = 8;

    @Option(names = "--from-day", paramLabel = "DAY", description = "First day (118 by default).")
    private int fromDay = 118;

    @Option(
            names = "--to-day",
            paramLabel = "DAY",
            description = "Day after the last (148 by default).")
    private int toDay = 148;

    @Option(names = "--seed", paramLabel = "N", description = "Of the gangs (1 by default).")
    private long seed = 1;

    @Mixin private Output output = new Output();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        GangReport report = replay();
        var out = spec.commandLine().getOut();
        switch (output.format()) {
            case TABLE, WIDE -> report.lines().forEach(out::println);
            case JSON, YAML -> {
                JsonNode json = HeadroomJson.mapper().valueToTree(report);
                output.show(json, List.of(), out);
            }
        }
        out.flush();
    }

    private GangReport replay() {
        try {
            List<GangPolicy> named =
                    policies.stream().flatMap(ReplayGangsCommand::policies).toList();
            return GangReplay.run(
                    new GangRequest(pods, named, loads, nodes, gpusPerNode, fromDay, toDay, seed));
        } catch (IllegalArgumentException wrong) {
            throw new Refused(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private static Stream<GangPolicy> policies(String name) {
        if (name.equals(ALL)) {
            return Stream.of(GangPolicy.values());
        }
        return Stream.of(
                GangPolicy.find(name)
                        .orElseThrow(
                                () ->
                                        new Refused(
                                                "no policy '"
                                                        + name
                                                        + "': there are all, "
                                                        + known())));
    }

    private static String known() {
        return Stream.of(GangPolicy.values())
                .map(GangPolicy::label)
                .collect(Collectors.joining(", "));
    }
}
