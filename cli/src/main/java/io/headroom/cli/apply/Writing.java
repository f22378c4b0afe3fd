package io.headroom.cli.apply;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import io.headroom.cli.api.Answer;
import io.headroom.cli.api.ApiClient;
import io.headroom.cli.api.Query;
import io.headroom.cli.declaration.Kind;

/// Makes changes, one by one.
final class Writing {
    private final ApiClient api;
    private final String onExceed;

    /// Versions of what was written on a way round.
    private final Map<String, String> meanwhile = new HashMap<>();

    /// @param onExceed what becomes of nodes that a lower budget has no money for: `drain`, or empty for a refusal
    Writing(ApiClient api, String onExceed) {
        this.api = api;
        this.onExceed = onExceed;
    }

    /// What was done, for people. A version that was overtaken since the comparison is refused by the API.
    String make(Change change) {
        var path = change.kind().path(change.name());
        return switch (change.action()) {
            case CREATE, CHANGE -> begin(change, path);
            case KEEP -> change.label() + " unchanged";
            case DELETE -> {
                var _ = api.delete(path, change.etag());
                yield change.label() + " deleted";
            }
        };
    }

    /// After all the others: what was written on a way round, as it was declared. Nothing where that was refused.
    Optional<String> complete(Change change) {
        return Optional.ofNullable(meanwhile.get(change.label()))
                .map(
                        etag -> {
                            var path = change.kind().path(change.name());
                            var _ = put(change, path, change.after(), Optional.of(etag));
                            return change.label() + " exclusive";
                        });
    }

    private String begin(Change change, String path) {
        var spec = change.meanwhile().orElse(change.after());
        var answer = put(change, path, spec, change.etag());
        if (change.meanwhile().isPresent()) {
            answer.etag().ifPresent(etag -> meanwhile.put(change.label(), etag));
        }
        return change.label() + (answer.created() ? " created" : " changed");
    }

    private Answer put(Change change, String path, JsonNode spec, Optional<String> etag) {
        var query =
                onExceed.isEmpty() || change.kind() != Kind.BUDGET
                        ? Query.of(path)
                        : Query.of(path).with("onExceed", onExceed);
        return api.put(query.toString(), spec, etag);
    }
}
