package io.headroom.cli.apply;

import com.fasterxml.jackson.databind.JsonNode;

import io.headroom.cli.api.ApiClient;
import io.headroom.cli.api.Query;
import io.headroom.cli.declaration.Kind;

/// Makes changes, one by one.
final class Writing {
    private final ApiClient api;
    private final String onExceed;

    /// @param onExceed what becomes of nodes that a lower budget has no money for: `drain`, or empty for a refusal
    Writing(ApiClient api, String onExceed) {
        this.api = api;
        this.onExceed = onExceed;
    }

    /// What was done, for people. A version that was overtaken since the comparison is refused by the API.
    String make(Change change) {
        var path = change.kind().path(change.name());
        return switch (change.action()) {
            case CREATE, CHANGE -> put(change, path, change.after());
            case KEEP -> change.label() + " unchanged";
            case DELETE -> {
                var _ = api.delete(path, change.etag());
                yield change.label() + " deleted";
            }
        };
    }

    private String put(Change change, String path, JsonNode spec) {
        var query =
                onExceed.isEmpty() || change.kind() != Kind.BUDGET
                        ? Query.of(path)
                        : Query.of(path).with("onExceed", onExceed);
        var answer = api.put(query.toString(), spec, change.etag());
        return change.label() + (answer.created() ? " created" : " changed");
    }
}
