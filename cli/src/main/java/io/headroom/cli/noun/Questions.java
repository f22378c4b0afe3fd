package io.headroom.cli.noun;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

import io.headroom.cli.api.ApiClient;
import io.headroom.cli.api.ApiProblem;
import io.headroom.cli.api.Connection;
import io.headroom.cli.api.Query;
import io.headroom.cli.render.Output;
import io.headroom.local.Refused;

/// Mixin: asks for a noun's list, or for one of it, and makes lines of the answer.
public final class Questions {
    private static final int NOT_FOUND = 404;

    @Mixin private Connection connection = new Connection();
    @Mixin private Output output = new Output();

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "At most so many of a list (all, up to 10000).")
    private @Nullable Integer limit;

    public ApiClient api() {
        return connection.client();
    }

    public Output output() {
        return output;
    }

    List<String> list(Noun noun, CommandSpec spec) {
        var query = Filter.add(noun.filters(), spec, Query.of(noun.path()));
        var answer = read(noun, query);
        var now = connection.clock().instant();
        var lines = new ArrayList<>(output.lines(answer, noun.columns().apply(answer), now));
        if (output.isForPeople()) {
            lines.addAll(noun.footer().apply(answer));
            if (answer.path("items").isEmpty()) {
                lines.add("(none)");
            }
            if (answer.has("next")) {
                lines.add("there are more: these are the first " + answer.path("items").size());
            }
        }
        return lines;
    }

    /// A list that is not there is a part of the API that this Headroom has not.
    private JsonNode read(Noun noun, Query query) {
        try {
            return noun.reading().read(api(), query, limit());
        } catch (ApiProblem problem) {
            throw problem.status() == NOT_FOUND
                    ? new Refused("this Headroom knows no " + noun.path().substring(1), problem)
                    : problem;
        }
    }

    List<String> one(Noun noun, String id, CommandSpec spec) {
        var path = Filter.add(noun.filtersOfOne(), spec, Query.of(noun.path())).toString();
        var answer = noun.finding().find(api(), path, id);
        return output.isForPeople() ? noun.details().apply(answer) : output.document(answer);
    }

    private OptionalInt limit() {
        if (limit != null && limit < 1) {
            throw new Refused("--limit must be 1 or more");
        }
        return limit == null ? OptionalInt.empty() : OptionalInt.of(limit);
    }
}
