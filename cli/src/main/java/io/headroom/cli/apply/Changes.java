package io.headroom.cli.apply;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import io.headroom.cli.api.ApiClient;
import io.headroom.cli.api.Pages;
import io.headroom.cli.api.Query;
import io.headroom.cli.declaration.Declaration;
import io.headroom.cli.declaration.Documents;
import io.headroom.cli.declaration.Kind;
import io.headroom.cli.declaration.Reference;
import io.headroom.local.Refused;

/// Compares what is declared with what there is.
final class Changes {
    /// Whether what nobody declares goes.
    enum Pruning {
        KEEP,
        PRUNE
    }

    private final ApiClient api;

    Changes(ApiClient api) {
        this.api = api;
    }

    /// In the order in which they must be made: first what is written, then, the other way round, what goes.
    List<Change> of(List<Declaration> declarations, Pruning pruning)
            throws JsonProcessingException {
        requireReferences(declarations);
        var changes = new ArrayList<Change>();
        for (var declaration : declarations) {
            changes.add(change(declaration));
        }
        if (pruning == Pruning.PRUNE) {
            var kinds = new ArrayList<>(Arrays.asList(Kind.values()));
            Collections.reverse(kinds);
            for (var kind : kinds) {
                changes.addAll(gone(kind, declarations));
            }
        }
        return ExclusiveBudgets.concern(declarations)
                ? new ExclusiveBudgets(all(Kind.BUDGET)).apart(changes)
                : changes;
    }

    private Change change(Declaration declaration) throws JsonProcessingException {
        var kind = declaration.kind();
        var found = api.find(kind.path(declaration.name()));
        var place = Optional.of(declaration.place());
        if (found.isEmpty()) {
            return new Change(
                    Change.Action.CREATE,
                    kind,
                    declaration.name(),
                    place,
                    Change.NOTHING,
                    declaration.spec(),
                    Optional.empty());
        }
        var before = kind.answered(found.get().body());
        return new Change(
                before.equals(declaration.spec()) ? Change.Action.KEEP : Change.Action.CHANGE,
                kind,
                declaration.name(),
                place,
                before,
                declaration.spec(),
                found.get().etag());
    }

    /// Only of kinds that are declared at all: a folder of budgets says nothing of pools.
    private List<Change> gone(Kind kind, List<Declaration> declarations)
            throws JsonProcessingException {
        var gone = new ArrayList<Change>();
        if (kind.deletion() == Kind.Deletion.NEVER
                || declarations.stream().noneMatch(d -> d.kind() == kind)) {
            return gone;
        }
        for (var item : all(kind)) {
            var name = item.path("name").asText();
            if (Documents.find(declarations, kind, name).isEmpty()) {
                gone.add(
                        new Change(
                                Change.Action.DELETE,
                                kind,
                                name,
                                Optional.empty(),
                                kind.answered(item),
                                Change.NOTHING,
                                Optional.of("\"" + item.path("version").asText() + "\"")));
            }
        }
        return gone;
    }

    private JsonNode all(Kind kind) {
        return Pages.of(api, Query.of(kind.path()), OptionalInt.empty()).path("items");
    }

    /// What is named must be declared here or be there already: better known before the first write than halfway.
    private void requireReferences(List<Declaration> declarations) {
        var missing =
                declarations.stream()
                        .flatMap(declaration -> Reference.of(declaration).stream())
                        .filter(r -> Documents.find(declarations, r.kind(), r.name()).isEmpty())
                        .filter(r -> api.find(r.kind().path(r.name())).isEmpty())
                        .map(Reference::complaint)
                        .collect(Collectors.joining("\n  "));
        if (!missing.isEmpty()) {
            throw new Refused(
                    "what is declared does not hold together, and nothing was changed:\n  "
                            + missing);
        }
    }
}
