package io.headroom.cli.bench;

import java.util.List;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import io.headroom.cli.render.Output;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.local.Refused;
import io.headroom.replay.placement.PlacementBench;

/// `headroom bench placement`: how long one placement decision takes on a large fleet.
@Command(
        name = "placement",
        description =
                "Fill a made-up fleet to 90 %, then time decisions while workloads come and go, on"
                        + " one core.",
        mixinStandardHelpOptions = true)
public final class BenchPlacementCommand implements Runnable {

    @Option(
            names = "--nodes",
            paramLabel = "N[,N...]",
            split = ",",
            description = "Sizes of the fleet (10000 by default); 8 GPUs a node on average.")
    private List<Integer> nodes = List.of(10_000);

    @Mixin private Output output = new Output();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        var out = spec.commandLine().getOut();
        var results = JsonNodeFactory.instance.arrayNode();
        for (int size : nodes) {
            PlacementBench.Result result = measure(size);
            switch (output.format()) {
                case TABLE, WIDE -> {
                    out.println(result.line());
                    out.flush();
                }
                case JSON, YAML -> results.add(HeadroomJson.mapper().valueToTree(result));
            }
        }
        switch (output.format()) {
            case TABLE, WIDE -> out.flush();
            case JSON, YAML ->
                    output.show(results.size() == 1 ? results.get(0) : results, List.of(), out);
        }
    }

    private static PlacementBench.Result measure(int size) {
        try {
            return PlacementBench.run(size);
        } catch (IllegalArgumentException wrong) {
            throw new Refused(String.valueOf(wrong.getMessage()), wrong);
        }
    }
}
