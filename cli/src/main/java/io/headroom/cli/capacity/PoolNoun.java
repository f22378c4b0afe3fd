package io.headroom.cli.capacity;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine;

import io.headroom.cli.api.ApiClient;
import io.headroom.cli.noun.DeclareCommands;
import io.headroom.cli.noun.Findings;
import io.headroom.cli.noun.Noun;
import io.headroom.cli.noun.NounCommand;
import io.headroom.cli.render.Cells;
import io.headroom.cli.render.Column;

/// `headroom pool`.
public final class PoolNoun {
    private static final Noun NOUN =
            Noun.of(
                            "pool",
                            "/pools",
                            "Declared sources of nodes.",
                            Column.of("NAME", "/name"),
                            Column.of("PROVIDER", "/provider"),
                            Column.of("LANE", "/lane"),
                            Column.of("MODE", "/mode"),
                            Column.of("NODES", (pool, _) -> nodes(pool)),
                            Column.of("MAX", "/max"),
                            Column.of("READY", "/fleet/gpus/ready"),
                            Column.of("GPUS", "/fleet/gpus/total"),
                            Column.of("BUSY", (pool, _) -> busy(pool)),
                            Column.of("$/H", "/fleet/perHour"),
                            Column.of("STATE", "/state"),
                            Cells.reason("/reason"),
                            Column.of("AGE", Cells.age("/createdAt")),
                            Column.wide("REGION", "/region"),
                            Column.wide("TYPES", "/instanceTypes"),
                            Column.wide("CAPACITY", "/capacityTypes"),
                            Column.wide("WHY", "/reason/message"))
                    .enriched(PoolNoun::addFleet);

    private PoolNoun() {}

    public static CommandLine command() {
        return NounCommand.of(
                NOUN, DeclareCommands.put(NOUN), DeclareCommands.delete(NOUN), new AdviceCommand());
    }

    /// How many nodes and GPUs it has is known to the console alone, and shown to those who speak for all tenants.
    private static void addFleet(ApiClient api, List<ObjectNode> pools) {
        var known = Findings.byName(api, "/fleet", "pools", "name");
        for (var pool : pools) {
            var fleet = known.get(pool.path("name").asText());
            if (fleet != null) {
                var part = pool.putObject("fleet");
                part.set("nodes", fleet.path("nodes"));
                part.set("gpus", fleet.path("gpus"));
                part.set("perHour", fleet.path("perHour"));
            }
        }
    }

    private static String nodes(JsonNode pool) {
        return pool.has("fleet")
                ? String.valueOf(
                        pool.path("fleet")
                                .path("nodes")
                                .valueStream()
                                .mapToInt(JsonNode::asInt)
                                .sum())
                : Cells.NONE;
    }

    private static String busy(JsonNode pool) {
        return pool.has("fleet")
                ? Cells.gpus(pool.path("fleet").path("gpus").path("usedMilli").asLong())
                : Cells.NONE;
    }
}
