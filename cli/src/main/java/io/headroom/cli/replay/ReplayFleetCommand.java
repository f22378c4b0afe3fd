package io.headroom.cli.replay;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import io.headroom.cli.DurationOption;
import io.headroom.cli.HomeOption;
import io.headroom.cli.play.TraceFile;
import io.headroom.cli.render.Output;
import io.headroom.contracts.budget.Money;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.local.Refused;
import io.headroom.replay.compare.FleetComparison;
import io.headroom.replay.compare.FleetHtml;
import io.headroom.replay.compare.FleetReport;
import io.headroom.replay.compare.FleetRequest;
import io.headroom.replay.trace.FleetTraceFormat;

/// `headroom replay fleet`: what each policy would have bought for a trace, what it would have cost, and who would have waited.
@Command(
        name = "fleet",
        description = {
            "Live through a trace in virtual time under one or more policies, with the planners of"
                    + " the live services.",
            "Files may be plain or gzip; one that is not found is looked for below HEADROOM_DATA."
        },
        mixinStandardHelpOptions = true)
public final class ReplayFleetCommand implements Runnable {
    private static final String ALL = "all";

    @Option(names = "--trace", required = true, paramLabel = "FILE", description = "The trace.")
    private Path trace = Path.of("");

    @Option(
            names = "--format",
            required = true,
            paramLabel = "NAME",
            description = "openb, dlrm, gentd26, azure-llm or headroom-csv.")
    private String format = "";

    @Option(
            names = "--policy",
            paramLabel = "NAME",
            split = ",",
            description =
                    "all (the default), or some of headroom, reactive, cluster-autoscaler, static,"
                            + " oracle, oracle-stopping.")
    private List<String> policies = List.of(ALL);

    @Option(
            names = "--arrivals-times",
            paramLabel = "N",
            description =
                    "So many arrivals for each one of the trace; of openb: times are compressed by"
                            + " N, durations kept (1 by default).")
    private int times = 1;

    @Option(
            names = "--last",
            paramLabel = "PT..",
            description = "Replay only the end of the trace; what came before is history.")
    private @Nullable String last;

    @Option(
            names = "--settle",
            paramLabel = "PT..",
            description = "Live through so much before that, unscored (PT0S by default).")
    private String settle = "PT0S";

    @Option(
            names = "--pools",
            paramLabel = "FILE",
            description = "What can be bought, YAML or JSON (see docs/explanation/scaling.md).")
    private @Nullable Path pools;

    @Option(
            names = "--budget",
            paramLabel = "USD",
            description = "Hard cap for policies that know one (none by default).")
    private String budget = "1000000000";

    @Option(
            names = "--boot",
            paramLabel = "PT..,PT..",
            split = ",",
            description = "The quickest and the slowest boot (PT2M,PT6M by default).")
    private List<String> boot = List.of("PT2M", "PT6M");

    @Option(
            names = "--warm-max",
            paramLabel = "N",
            description =
                    "The most stopped nodes of a pool whose file says nothing; auto, the default: as"
                            + " many as it may run, each as long as that is worth its disk. Of"
                            + " headroom and oracle-stopping; others end what they do not need.")
    private String warmMax = "auto";

    @Option(
            names = "--wake",
            paramLabel = "PT..,PT..",
            split = ",",
            description = "Quickest and slowest start of a stopped node (PT40S,PT2M by default).")
    private List<String> wake = List.of("PT40S", "PT2M");

    @Option(
            names = "--short-of",
            paramLabel = "SHARE",
            description =
                    "Share of the time in which a zone has no node of a type to sell (0.02 by"
                            + " default).")
    private double shortOf = 0.02;

    @Option(
            names = "--waiting-cost",
            paramLabel = "USD[,..]",
            split = ",",
            description =
                    "Also show headroom with an hour's wait for one GPU worth so many dollars. With"
                            + " --report and without this: 1.5, 3, 12 and 24, so that the page shows"
                            + " its whole curve.")
    private List<Double> waitingCosts = List.of();

    @Option(
            names = "--leases",
            paramLabel = "PT..[,..]",
            split = ",",
            description =
                    "Also show what leases of these lengths would hold, and what of it nobody would"
                            + " use.")
    private List<String> leases = List.of();

    @Option(
            names = "--checkpoints-every",
            paramLabel = "PT..",
            description =
                    "Training, fine-tuning and batch inference write checkpoints so often: headroom"
                            + " moves them where that lets a node go and pays, and a reclaimed node"
                            + " loses no more than that (by default what the trace says).")
    private @Nullable String checkpointsEvery;

    @Option(names = "--seed", paramLabel = "N", description = "What happens by chance (1).")
    private long seed = 1;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description =
                    "Live through so many worlds, from --seed on; adds mean and deviation of each"
                            + " policy (1).")
    private int seeds = 1;

    @Option(names = "--report", paramLabel = "FILE", description = "Write a page with plots.")
    private @Nullable Path page;

    @Mixin private Output output = new Output();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        ReportFile.requireFolder(page);
        FleetReport report = replay();
        switch (output.format()) {
            case TABLE, WIDE -> report.lines().forEach(out::println);
            case JSON, YAML ->
                    output.show(HeadroomJson.mapper().valueToTree(report), List.of(), out);
        }
        out.flush();
        Path to = page;
        if (to != null) {
            ReportFile.write(to, FleetHtml.of(report));
        }
    }

    private FleetReport replay() {
        try {
            return FleetComparison.run(
                    new FleetRequest(
                            TraceFile.of(trace, HomeOption.requireProject()),
                            traceFormat(),
                            policies.contains(ALL) ? FleetRequest.POLICIES : policies,
                            times,
                            last == null ? null : DurationOption.parse("--last", last),
                            DurationOption.parse("--settle", settle),
                            pools == null ? null : PoolsFile.read(pools),
                            StoppedNodes.most(warmMax),
                            Money.of(budget),
                            DurationOption.parse("--boot", boot.getFirst()),
                            DurationOption.parse("--boot", boot.getLast()),
                            DurationOption.parse("--wake", wake.getFirst()),
                            DurationOption.parse("--wake", wake.getLast()),
                            shortOf,
                            page != null && waitingCosts.isEmpty()
                                    ? FleetRequest.CURVE
                                    : waitingCosts,
                            leases.stream().map(l -> DurationOption.parse("--leases", l)).toList(),
                            checkpointsEvery == null
                                    ? null
                                    : DurationOption.parse("--checkpoints-every", checkpointsEvery),
                            seed,
                            seeds),
                    new ProgressLine(spec.commandLine().getErr()));
        } catch (IllegalArgumentException wrong) {
            throw new Refused(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private FleetTraceFormat traceFormat() {
        return FleetTraceFormat.find(format)
                .orElseThrow(
                        () ->
                                new Refused(
                                        "--format "
                                                + format
                                                + ": must be one of "
                                                + Arrays.stream(FleetTraceFormat.values())
                                                        .map(FleetTraceFormat::label)
                                                        .collect(Collectors.joining(", "))));
    }
}
