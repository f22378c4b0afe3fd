package io.headroom.cli.work;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine;

import io.headroom.cli.noun.Filter;
import io.headroom.cli.noun.Noun;
import io.headroom.cli.noun.NounCommand;
import io.headroom.cli.render.Cells;
import io.headroom.cli.render.Column;

/// `headroom workload`.
public final class WorkloadNoun {
    static final String PATH = "/workloads";

    private static final Noun NOUN =
            Noun.of(
                            "workload",
                            PATH,
                            "What wants GPUs: submit it, look at it, end it.",
                            Column.of("ID", "/id"),
                            Column.of("NAME", "/name"),
                            Column.of("TENANT", "/tenant"),
                            Column.of("LANE", "/lane"),
                            Column.of("CLASS", "/class"),
                            Column.of("GPUS", (workload, _) -> gpus(workload)),
                            Column.of("STATE", "/state"),
                            Cells.reason("/reason"),
                            Column.of("AGE", Cells.age("/createdAt")),
                            Column.wide("MODELS", "/gpu/models"),
                            Column.wide("PRIORITY", "/priority"),
                            Column.wide("ATTEMPT", "/attempt"),
                            Column.wide("STARTED", "/startedAt"),
                            Column.wide("DEADLINE", "/deadline"),
                            Column.wide("OUTLOOK", "/deadlineOutlook"),
                            Column.wide("WHY", "/reason/message"))
                    .filtered(Filter.of("--state", "STATE", "Only those in this state."));

    private WorkloadNoun() {}

    public static CommandLine command() {
        return NounCommand.of(
                NOUN,
                new SubmitCommand(),
                new CancelCommand(),
                new StoryCommand(),
                new WorkloadLogsCommand());
    }

    /// `8`, `2x8` for two replicas, `0.5` for a share, `2g.20gb` for a part of a GPU.
    static String gpus(JsonNode workload) {
        var gpu = workload.path("gpu");
        var one =
                gpu.has("mig")
                        ? gpu.path("mig").asText()
                        : Cells.gpus(gpu.path("count").asLong(1) * gpu.path("milli").asLong(1000));
        var replicas = workload.path("replicas").asInt(1);
        return replicas == 1 ? one : replicas + "x" + one;
    }
}
