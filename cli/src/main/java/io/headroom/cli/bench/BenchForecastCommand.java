package io.headroom.cli.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutionException;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import io.headroom.cli.HomeOption;
import io.headroom.cli.bench.live.LiveForecast;
import io.headroom.cli.render.Output;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.local.Home;
import io.headroom.local.Ports;
import io.headroom.local.Refused;
import io.headroom.replay.evaluate.ForecastBench;

/// `headroom bench forecast`: how long it takes to foresee many series at one minute.
@Command(
        name = "forecast",
        description = {
            "Refit and forecast many made-up series at one minute, then one new value.",
            "With --live the service itself does, with a PostgreSQL and a nats-server of its own."
        },
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

    @Option(
            names = "--live",
            description =
                    "Measure turns of the service. Its heap is what HEADROOM_SERVICE_JAVA_OPTS"
                            + " says, such as -Xmx2g.")
    private boolean live;

    @Option(
            names = "--turns",
            paramLabel = "N",
            description = "With --live: how many (3 by default).")
    private int turns = 3;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "With --live: the first of eight ports (${DEFAULT-VALUE}).")
    private int port = Ports.DEFAULT_BASE + 400;

    @Mixin private HomeOption home = new HomeOption();

    @Mixin private Output output = new Output();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        if (series < 1 || minutes < 1 || threads < 1 || turns < 1) {
            throw new Refused("--series, --minutes, --threads and --turns must be at least 1");
        }
        var out = spec.commandLine().getOut();
        if (live) {
            LiveForecast.Report report = measureLive();
            show(report.lines(), HeadroomJson.mapper().valueToTree(report), out);
            return;
        }
        ForecastBench.BenchReport report = measure();
        show(report.lines(), HeadroomJson.mapper().valueToTree(report), out);
    }

    private void show(List<String> lines, JsonNode json, PrintWriter out) {
        switch (output.format()) {
            case TABLE, WIDE -> lines.forEach(out::println);
            case JSON, YAML -> output.show(json, List.of(), out);
        }
        out.flush();
    }

    private LiveForecast.Report measureLive() {
        PrintWriter progress = spec.commandLine().getErr();
        Home own = new Home(home.home().root().resolve("bench-forecast"), home.home().tools());
        try {
            return LiveForecast.run(
                    own,
                    HomeOption.requireProject(),
                    new Ports(port),
                    series,
                    minutes,
                    turns,
                    line -> {
                        progress.println(line);
                        progress.flush();
                    });
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Refused("stopped", stopped);
        } catch (IOException | SQLException failed) {
            throw new IllegalStateException(failed);
        }
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
