package io.headroom.cli.noun;

import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.headroom.cli.api.ApiClient;
import io.headroom.cli.api.ApiProblem;
import io.headroom.cli.api.Pages;
import io.headroom.cli.api.Query;
import io.headroom.local.Refused;

/// Other ways to find things than a path for each.
public final class Findings {
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private Findings() {}

    /// One of a list, by one of its fields.
    public static Noun.Finding inList(String what, String field) {
        return (api, path, id) ->
                Pages.of(api, Query.of(path), OptionalInt.empty())
                        .path("items")
                        .valueStream()
                        .filter(item -> item.path(field).asText().equals(id))
                        .findFirst()
                        .orElseThrow(() -> new Refused("there is no " + what + " " + id));
    }

    /// A list that is not paged: cut here where people want less of it.
    public static JsonNode whole(ApiClient api, Query query, OptionalInt limit) {
        var answer = api.get(query.toString());
        var items = JsonNodeFactory.instance.arrayNode();
        (answer.isArray() ? answer : answer.path("items"))
                .valueStream()
                .limit(limit.orElse(Integer.MAX_VALUE))
                .forEach(items::add);
        var cut = JsonNodeFactory.instance.objectNode();
        if (answer.isObject()) {
            answer.properties().forEach(field -> cut.set(field.getKey(), field.getValue()));
        }
        cut.set("items", items);
        return cut;
    }

    /// The items of a list by one of their fields; none where this token may not see them or there is no such list.
    public static Map<String, JsonNode> byName(
            ApiClient api, String path, String list, String key) {
        try {
            return api.get(path)
                    .path(list)
                    .valueStream()
                    .collect(
                            Collectors.toMap(
                                    item -> item.path(key).asText(), item -> item, (a, _) -> a));
        } catch (ApiProblem problem) {
            if (problem.status() == FORBIDDEN || problem.status() == NOT_FOUND) {
                return Map.of();
            }
            throw problem;
        }
    }
}
