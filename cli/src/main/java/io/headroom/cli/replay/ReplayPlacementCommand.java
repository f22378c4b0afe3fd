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
import io.headroom.replay.placement.PackingReplay;
import io.headroom.replay.placement.PackingReport;
import io.headroom.replay.placement.PackingRequest;
import io.headroom.replay.placement.Policy;

/// `headroom replay placement`: how many of a cluster's GPUs each policy fills.
@Command(
        name = "placement",
        description = {
            "Fill a cluster with pods that never leave, and show how many of its GPUs each policy"
                    + " allocates.",
            "Files are of the form of Alibaba's openb trace, plain or gzip."
        },
        mixinStandardHelpOptions = true)
public final class ReplayPlacementCommand implements Runnable {
    private static final String ALL = "all";

    @Option(
            names = "--nodes",
            required = true,
            paramLabel = "FILE",
            description = "Nodes: sn, cpu_milli, memory_mib, gpu, model.")
    private Path nodes = Path.of("");

    @Option(
            names = "--pods",
            required = true,
            paramLabel = "FILE",
            description = "Pods: name, cpu_milli, memory_mib, num_gpu, gpu_milli[, gpu_spec].")
    private Path pods = Path.of("");

    @Option(
            names = "--policy",
            paramLabel = "NAME",
            split = ",",
            description =
                    "all (the default), or some of random, dot-product, gpu-clustering,"
                            + " gpu-packing, best-fit, fgd, headroom.")
    private List<String> policies = List.of(ALL);

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "Orders of arrival to try (10 by default).")
    private int seeds = 10;

    @Option(
            names = "--load",
            paramLabel = "X",
            description = "GPUs asked for, as a multiple of the cluster's (1.3 by default).")
    private double load = 1.3;

    @Mixin private Output output = new Output();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        PackingReport report = replay();
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

    private PackingReport replay() {
        try {
            List<Policy> named =
                    policies.stream().flatMap(ReplayPlacementCommand::policies).toList();
            return PackingReplay.run(new PackingRequest(nodes, pods, named, seeds, load));
        } catch (IllegalArgumentException wrong) {
            throw new Refused(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private static Stream<Policy> policies(String name) {
        if (name.equals(ALL)) {
            return Stream.of(Policy.values());
        }
        return Stream.of(
                Policy.find(name)
                        .orElseThrow(
                                () ->
                                        new Refused(
                                                "no policy '"
                                                        + name
                                                        + "': there are all, "
                                                        + known())));
    }

    private static String known() {
        return Stream.of(Policy.values()).map(Policy::label).collect(Collectors.joining(", "));
    }
}
