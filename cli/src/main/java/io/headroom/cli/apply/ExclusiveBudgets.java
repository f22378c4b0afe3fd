package io.headroom.cli.apply;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.headroom.cli.declaration.Declaration;
import io.headroom.cli.declaration.Kind;
import io.headroom.contracts.budget.BudgetSpec;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.engine.budget.limit.ExclusiveClash;
import io.headroom.local.Refused;

/// Whether exclusive budgets will be apart once all is written, known before anything is; and what is written first where they
/// are not apart on the way there, because two exchange what they pay for.
final class ExclusiveBudgets {
    private final SequencedMap<String, BudgetSpec> present = new LinkedHashMap<>();

    /// @param budgets as the API lists them
    ExclusiveBudgets(JsonNode budgets) throws JsonProcessingException {
        for (var budget : budgets) {
            present.put(budget.path("name").asText(), spec(budget));
        }
    }

    static boolean concern(List<Declaration> declarations) {
        return declarations.stream()
                .anyMatch(d -> d.kind() == Kind.BUDGET && d.spec().path("exclusive").asBoolean());
    }

    List<Change> apart(List<Change> changes) throws JsonProcessingException {
        requireApart(changes);
        var ordered = new ArrayList<Change>();
        for (var change : changes) {
            ordered.add(isInTheWay(change) ? change.first(notExclusive(change.after())) : change);
        }
        return ordered;
    }

    private void requireApart(List<Change> changes) throws JsonProcessingException {
        var afterwards = new LinkedHashMap<>(present);
        for (var change : ofBudgets(changes)) {
            if (change.action() == Change.Action.DELETE) {
                afterwards.remove(change.name());
            } else {
                afterwards.put(change.name(), spec(change.after()));
            }
        }
        var clash = ExclusiveClash.among(declared(afterwards));
        if (clash.isPresent()) {
            throw new Refused(
                    "what is declared does not hold together, and nothing was changed:\n  %s%s%s"
                            .formatted(
                                    clash.get().complaint(),
                                    where(changes, clash.get().budget()),
                                    where(changes, clash.get().with())));
        }
    }

    private static String where(List<Change> changes, String budget) {
        return ofBudgets(changes).stream()
                .filter(change -> change.name().equals(budget))
                .findFirst()
                .flatMap(Change::place)
                .map(place -> "\n  Budget/%s: %s".formatted(budget, place))
                .orElse("");
    }

    /// Whether something that is there now, and changes or goes with the rest, still pays for some of it.
    private boolean isInTheWay(Change change) throws JsonProcessingException {
        return change.kind() == Kind.BUDGET
                && change.writes()
                && change.action() != Change.Action.DELETE
                && clash(change.name(), spec(change.after())).isPresent();
    }

    private Optional<ExclusiveClash> clash(String name, BudgetSpec spec) {
        return ExclusiveClash.between(new ExclusiveClash.Declared(name, spec), declared(present));
    }

    private static JsonNode notExclusive(JsonNode spec) {
        ObjectNode open = spec.deepCopy();
        return open.put("exclusive", false);
    }

    private static List<Change> ofBudgets(List<Change> changes) {
        return changes.stream().filter(change -> change.kind() == Kind.BUDGET).toList();
    }

    private static List<ExclusiveClash.Declared> declared(SequencedMap<String, BudgetSpec> specs) {
        return specs.entrySet().stream()
                .map(e -> new ExclusiveClash.Declared(e.getKey(), e.getValue()))
                .toList();
    }

    private static BudgetSpec spec(JsonNode body) throws JsonProcessingException {
        return HeadroomJson.tolerant().treeToValue(body, BudgetSpec.class);
    }
}
