package io.headroom.cli.evaluate;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import io.headroom.cli.DurationOption;
import io.headroom.cli.render.Output;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.local.Refused;
import io.headroom.replay.evaluate.EvaluateForecast;
import io.headroom.replay.evaluate.m4.SeriesReport;
import io.headroom.replay.evaluate.m4.SeriesRequest;
import io.headroom.replay.evaluate.rolling.RollingReport;
import io.headroom.replay.evaluate.rolling.RollingRequest;
import io.headroom.replay.evaluate.rolling.TraceFormat;

/// `headroom evaluate forecast`: many series once, or one trace again and again.
@Command(
        name = "forecast",
        description = {
            "Score forecasts: of many series with one future each (--train, --test: M4's form), or"
                    + " of one trace, again and again while time goes on (--rolling, --trace).",
            "Files may be plain or gzip."
        },
        mixinStandardHelpOptions = true)
public final class EvaluateForecastCommand implements Runnable {

    @Option(names = "--train", paramLabel = "FILE", description = "The past of each series.")
    private @Nullable Path train;

    @Option(names = "--test", paramLabel = "FILE", description = "The future of each series.")
    private @Nullable Path test;

    @Option(
            names = "--horizon",
            paramLabel = "H",
            description = "Steps ahead (48, or 12 with --rolling, by default).")
    private int horizon;

    @Option(
            names = "--season",
            paramLabel = "S[,S2]",
            split = ",",
            description = "After how many steps a series repeats itself (24 by default).")
    private List<Integer> seasons = List.of(24);

    @Option(names = "--rolling", description = "Forecast one trace again and again.")
    private boolean rolling;

    @Option(names = "--trace", paramLabel = "FILE", description = "With --rolling: the trace.")
    private @Nullable Path trace;

    @Option(
            names = "--format",
            paramLabel = "NAME",
            description = "With --rolling: gentd26, dlrm25 or azure-llm (gentd26 by default).")
    private String format = "gentd26";

    @Option(
            names = "--step",
            paramLabel = "PT..",
            description = "With --rolling: width of a step (PT1M by default).")
    private String step = "PT1M";

    @Option(
            names = "--every",
            paramLabel = "PT..",
            description = "With --rolling: from one forecast to the next (PT10M by default).")
    private String every = "PT10M";

    @Option(
            names = "--refit",
            paramLabel = "PT..",
            description = "With --rolling: from one learning to the next (PT6H by default).")
    private String refit = "PT6H";

    @Option(
            names = "--last",
            paramLabel = "PT..",
            description =
                    "With --rolling: how much of the end is scored (P5D by default, at most two"
                            + " thirds).")
    private String last = "P5D";

    @Option(
            names = "--without",
            paramLabel = "MODEL[,..]",
            split = ",",
            description = "Models to leave out, by the beginning of their names.")
    private List<String> without = List.of();

    @Mixin private Output output = new Output();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            if (rolling || trace != null) {
                RollingReport report = EvaluateForecast.run(rollingRequest());
                show(report.lines(), HeadroomJson.mapper().valueToTree(report), out);
            } else {
                SeriesReport report = EvaluateForecast.run(seriesRequest());
                show(report.lines(), HeadroomJson.mapper().valueToTree(report), out);
            }
        } catch (IllegalArgumentException wrong) {
            throw new Refused(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private void show(List<String> lines, JsonNode json, PrintWriter out) {
        switch (output.format()) {
            case TABLE, WIDE -> lines.forEach(out::println);
            case JSON, YAML -> output.show(json, List.of(), out);
        }
        out.flush();
    }

    private SeriesRequest seriesRequest() {
        Path past = given(train, "--train FILE");
        Path future = given(test, "--test FILE");
        return new SeriesRequest(past, future, horizon == 0 ? 48 : horizon, seasons, without);
    }

    private RollingRequest rollingRequest() {
        Path file = given(trace, "--trace FILE");
        Duration width = duration("--step", step);
        Duration between = duration("--every", every);
        int steps = (int) Math.max(1, between.dividedBy(width));
        int forecasts = (int) Math.max(1, duration("--refit", refit).dividedBy(between));
        return new RollingRequest(
                file,
                traceFormat(),
                width,
                horizon == 0 ? 12 : horizon,
                steps,
                forecasts,
                duration("--last", last),
                without);
    }

    private TraceFormat traceFormat() {
        for (TraceFormat known : TraceFormat.values()) {
            String name = known.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (name.equals(format.toLowerCase(Locale.ROOT))) {
                return known;
            }
        }
        throw new Refused("--format " + format + ": must be gentd26, dlrm25 or azure-llm");
    }

    private static Path given(@Nullable Path path, String option) {
        if (path == null) {
            throw new Refused("missing " + option);
        }
        return path;
    }

    private static Duration duration(String option, String text) {
        Duration duration = DurationOption.parse(option, text);
        if (duration.isNegative() || duration.isZero()) {
            throw new Refused(option + " must be positive, was " + text);
        }
        return duration;
    }
}
