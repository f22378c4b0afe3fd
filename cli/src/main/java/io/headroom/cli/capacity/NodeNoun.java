package io.headroom.cli.capacity;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine;

import io.headroom.cli.api.ApiClient;
import io.headroom.cli.noun.Filter;
import io.headroom.cli.noun.Findings;
import io.headroom.cli.noun.Noun;
import io.headroom.cli.noun.NounCommand;
import io.headroom.cli.render.Cells;
import io.headroom.cli.render.Column;

/// `headroom node`. A list without `--state` is of those that are not gone.
public final class NodeNoun {
    static final String PATH = "/nodes";

    /// The states of a node that is still there, or will be.
    public static final String LIVE = "requested,launching,booting,ready,warm,draining,terminating";

    private static final Noun NOUN =
            Noun.of(
                            "node",
                            PATH,
                            "Machines with GPUs: what there is, and why each is as it is.",
                            Column.of("ID", "/id"),
                            Column.of("POOL", "/pool"),
                            Column.of("TYPE", "/template/instanceType"),
                            Column.of("CAPACITY", "/capacityType"),
                            Column.of("ZONE", "/zone"),
                            Column.of("STATE", "/state"),
                            Column.of("GPUS", "/template/gpus"),
                            Column.of("BUSY", (node, _) -> busy(node)),
                            Column.of("$/H", "/pricePerHour"),
                            Column.of("LEAD", Cells.duration("/leadTime")),
                            Cells.reason("/reason"),
                            Column.of("AGE", Cells.age("/createdAt")),
                            Column.wide("MODEL", "/template/gpuModel"),
                            Column.wide("PROVIDER-ID", "/providerId"),
                            Column.wide("TENANT", "/tenant"),
                            Column.wide("WHY", "/reason/message"),
                            Column.wide("COVERED-BY", "/priceTerm/commitment"),
                            Column.wide("NEXT-$/H", "/priceTerm/next/perHour"),
                            Column.wide("NEXT-FROM", "/priceTerm/next/from"),
                            Column.wide("DISTURBED-BY", "/disturbance/by"),
                            Column.wide("KEPT-FOR", "/keptFor/message"))
                    .filtered(
                            Filter.of(
                                            "--state",
                                            "STATE,...",
                                            "Only those in these states, such as terminated,failed")
                                    .otherwise(LIVE),
                            Filter.of("--pool", "POOL", "Only those of this pool."))
                    .enriched(NodeNoun::addFleet);

    private NodeNoun() {}

    public static CommandLine command() {
        return NounCommand.of(NOUN, new DrainCommand());
    }

    private static void addFleet(ApiClient api, List<ObjectNode> nodes) {
        var known = Findings.byName(api, "/fleet/nodes?limit=1000", "items", "id");
        for (var node : nodes) {
            var fleet = known.get(node.path("id").asText());
            if (fleet != null) {
                node.set("usedMilliGpu", fleet.path("usedMilliGpu"));
                node.set("leadTime", fleet.path("leadTime"));
                node.set("boughtFor", fleet.path("boughtFor"));
            }
        }
    }

    private static String busy(JsonNode node) {
        return node.has("usedMilliGpu")
                ? Cells.gpus(node.path("usedMilliGpu").asLong())
                : Cells.NONE;
    }
}
