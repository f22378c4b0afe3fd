package io.headroom.cli.event;

import java.util.ArrayDeque;
import java.util.OptionalInt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import picocli.CommandLine;

import io.headroom.cli.api.ApiClient;
import io.headroom.cli.api.Pages;
import io.headroom.cli.api.Query;
import io.headroom.cli.noun.Filter;
import io.headroom.cli.noun.Findings;
import io.headroom.cli.noun.Noun;
import io.headroom.cli.noun.NounCommand;
import io.headroom.cli.render.Column;

/// `headroom event`: the latest, oldest first.
public final class EventNoun {
    static final String PATH = "/events";

    private static final int USUAL = 100;

    private static final Noun NOUN =
            Noun.of(
                            "event",
                            PATH,
                            "What happened.",
                            Column.of("TIME", "/time"),
                            Column.of("TYPE", "/type"),
                            Column.of("KEY", "/key"),
                            Column.wide("ID", "/id"))
                    .filtered(
                            Filter.of(
                                    "--type",
                                    "TYPE,...",
                                    "Only these, such as workload-placed or"
                                            + " placement.workload-placed."),
                            Filter.of("--after", "ID", "Only those after this one."))
                    .read(EventNoun::latest)
                    .found(Findings.inList("event", "id"));

    private EventNoun() {}

    public static CommandLine command() {
        return NounCommand.of(NOUN, new TailCommand());
    }

    /// The API begins with the oldest that it has; people want the latest.
    private static JsonNode latest(ApiClient api, Query query, OptionalInt limit) {
        var most = Math.min(limit.orElse(USUAL), Pages.MOST);
        var kept = new ArrayDeque<JsonNode>();
        var after = "";
        while (true) {
            var page = query.with("limit", "1000");
            var answer = api.get((after.isEmpty() ? page : page.with("after", after)).toString());
            for (var event : answer.path("items")) {
                kept.addLast(event);
                if (kept.size() > most) {
                    kept.removeFirst();
                }
            }
            var next = answer.path("next").asText("");
            if (answer.path("items").isEmpty() || next.isEmpty() || next.equals(after)) {
                break;
            }
            after = next;
        }
        var latest = JsonNodeFactory.instance.objectNode();
        latest.putArray("items").addAll(kept);
        return latest;
    }
}
