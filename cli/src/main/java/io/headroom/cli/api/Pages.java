package io.headroom.cli.api;

import java.util.OptionalInt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Reads a list page by page, as if it were one.
public final class Pages {
    /// Nobody reads more in a terminal; at twice of it an answer no longer fits this process's memory for sure.
    public static final int MOST = 10_000;

    private static final int PAGE = 500;

    private Pages() {}

    /// The whole list, or its first items up to the limit; `next` is left where there are more.
    public static ObjectNode of(ApiClient api, Query query, OptionalInt limit) {
        var most = Math.min(limit.orElse(MOST), MOST);
        var all = JsonNodeFactory.instance.objectNode();
        var items = all.putArray("items");
        var next = "";
        do {
            var page = page(api, query, Math.min(PAGE, most - items.size()), next);
            page.path("items").forEach(items::add);
            var before = next;
            next = page.path("next").asText("");
            if (page.path("items").isEmpty() || next.equals(before) || next.equals("null")) {
                next = "";
            }
        } while (!next.isEmpty() && items.size() < most);
        if (!next.isEmpty()) {
            all.put("next", next);
        }
        return all;
    }

    private static JsonNode page(ApiClient api, Query query, int size, String after) {
        var piece = query.with("limit", String.valueOf(size));
        return api.get((after.isEmpty() ? piece : piece.with("after", after)).toString());
    }
}
