package io.headroom.cli.noun;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.headroom.cli.api.ApiClient;
import io.headroom.cli.api.Pages;
import io.headroom.cli.api.Query;
import io.headroom.cli.render.Column;
import io.headroom.cli.render.Details;

/// Something that people ask for by its name: where the API has it, and what a table shows of it.
///
/// @param name as it is typed; @param path as the API has it
/// @param columns of a table over an answer
/// @param footer what people are told below the table
/// @param details what people are shown of one
/// @param reading how a list is read
/// @param finding how one is read
public record Noun(
        String name,
        String path,
        String description,
        Function<JsonNode, List<Column>> columns,
        Function<JsonNode, List<String>> footer,
        Function<JsonNode, List<String>> details,
        List<Filter> filters,
        Reading reading,
        Finding finding) {
    /// Reads a list, its items under `items`.
    public interface Reading {
        JsonNode read(ApiClient api, Query query, OptionalInt limit);
    }

    /// Reads one. The path has parameters where options of `show` say which of several of a name is meant.
    public interface Finding {
        JsonNode find(ApiClient api, String path, String id);
    }

    /// Adds to items what another part of the API knows of them.
    public interface Enrichment {
        void add(ApiClient api, List<ObjectNode> items);
    }

    public Noun {
        filters = List.copyOf(filters);
    }

    /// A noun whose list comes in pages, and each of which has a path of its own.
    public static Noun of(String name, String path, String description, Column... columns) {
        var shown = List.of(columns);
        return new Noun(
                name,
                path,
                description,
                _ -> shown,
                _ -> List.of(),
                Details::lines,
                List.of(),
                Pages::of,
                (api, under, id) -> api.get(Query.under(under, id)));
    }

    List<Filter> filtersOfOne() {
        return filters.stream().filter(Filter::isOfOne).toList();
    }

    public Noun filtered(Filter... some) {
        return new Noun(
                name, path, description, columns, footer, details, List.of(some), reading, finding);
    }

    public Noun read(Reading other) {
        return new Noun(name, path, description, columns, footer, details, filters, other, finding);
    }

    public Noun found(Finding other) {
        return new Noun(name, path, description, columns, footer, details, filters, reading, other);
    }

    public Noun shown(Function<JsonNode, List<Column>> other) {
        return new Noun(name, path, description, other, footer, details, filters, reading, finding);
    }

    public Noun footed(Function<JsonNode, List<String>> other) {
        return new Noun(
                name, path, description, columns, other, details, filters, reading, finding);
    }

    public Noun detailed(Function<JsonNode, List<String>> other) {
        return new Noun(name, path, description, columns, footer, other, filters, reading, finding);
    }

    /// With what others know of its items, in lists and alone.
    public Noun enriched(Enrichment more) {
        return read((api, query, limit) -> added(api, reading.read(api, query, limit), more))
                .found((api, under, id) -> added(api, finding.find(api, under, id), more));
    }

    private static JsonNode added(ApiClient api, JsonNode answer, Enrichment more) {
        var items =
                answer.has("items") ? answer.path("items").valueStream().toList() : List.of(answer);
        more.add(
                api,
                items.stream()
                        .filter(ObjectNode.class::isInstance)
                        .map(ObjectNode.class::cast)
                        .toList());
        return answer;
    }
}
