package io.headroom.cli.bench;

import java.util.List;
import java.util.concurrent.ExecutionException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import io.headroom.cli.render.Output;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.local.Refused;
import io.headroom.replay.evaluate.ForecastBench;

/// `headroom bench forecast`: how long it takes to foresee many series at one minute.
@Command(
        name = "forecast",
        description = "Refit and forecast many made-up series at one minute, then one new value.",
        mixinStandardHelpOptions = true)
public final class BenchForecastCommand implements Runnable {

    @Option(names = "--series", paramLabel = "N", description = "How many (10000 by default).")
    private int series = 10_000;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description = "History of each (10080, a week, by default).")
    private int minutes = 10_080;

    @Option(names = "--threads", paramLabel = "N", description = "2 by default.")
    private int threads = 2;

    @Mixin private Output output = new Output();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        if (series < 1 || minutes < 1 || threads < 1) {
            throw new Refused("--series, --minutes and --threads must be at least 1");
        }
        var out = spec.commandLine().getOut();
        ForecastBench.BenchReport report = measure();
        switch (output.format()) {
            case TABLE, WIDE -> report.lines().forEach(out::println);
            case JSON, YAML ->
                    output.show(HeadroomJson.mapper().valueToTree(report), List.of(), out);
        }
        out.flush();
    }

    private ForecastBench.BenchReport measure() {
        try {
            return ForecastBench.run(series, minutes, threads);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Refused("stopped", stopped);
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
