package io.headroom.cli.declaration;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.headroom.cli.api.Query;
import io.headroom.contracts.budget.BudgetSpec;
import io.headroom.contracts.capacity.LaneSpec;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.pool.PoolSpec;
import io.headroom.contracts.price.CommitmentSpec;
import io.headroom.contracts.tenant.QuotaSpec;
import io.headroom.contracts.tenant.TenantSpec;

/// What can be declared, in the order in which one needs the other.
public enum Kind {
    TENANT("Tenant", "/tenants", Optional.of(TenantSpec.class), Deletion.NEVER),
    LANE("Lane", "/lanes", Optional.of(LaneSpec.class), Deletion.NEVER),
    QUOTA("Quota", "/quotas", Optional.of(QuotaSpec.class), Deletion.ALLOWED),
    BUDGET("Budget", "/budgets", Optional.of(BudgetSpec.class), Deletion.ALLOWED),
    /// One that has begun only ends with its `to`.
    COMMITMENT("Commitment", "/commitments", Optional.of(CommitmentSpec.class), Deletion.NEVER),
    NODE_POOL("NodePool", "/pools", Optional.of(PoolSpec.class), Deletion.ALLOWED);

    /// Whether the API takes one away.
    public enum Deletion {
        ALLOWED,
        NEVER
    }

    /// What the API adds to a declaration that it has no record for here.
    private static final Set<String> OF_THE_SERVER =
            Set.of(
                    "id",
                    "name",
                    "version",
                    "createdAt",
                    "updatedAt",
                    "updatedBy",
                    "state",
                    "reason",
                    "status",
                    "used",
                    "warnings");

    private final String label;
    private final String path;
    private final Optional<Class<?>> spec;
    private final Deletion deletion;

    Kind(String label, String path, Optional<Class<?>> spec, Deletion deletion) {
        this.label = label;
        this.path = path;
        this.spec = spec;
        this.deletion = deletion;
    }

    public String label() {
        return label;
    }

    public String path() {
        return path;
    }

    public String path(String name) {
        return Query.under(path, name);
    }

    public Deletion deletion() {
        return deletion;
    }

    public static Optional<Kind> of(String label) {
        return Arrays.stream(values()).filter(kind -> kind.label.equals(label)).findFirst();
    }

    public static String labels() {
        return Arrays.stream(values()).map(Kind::label).collect(Collectors.joining(", "));
    }

    /// What somebody wrote, with all that goes without saying.
    public JsonNode written(JsonNode body) throws JsonProcessingException {
        return spec.isPresent()
                ? HeadroomJson.mapper()
                        .valueToTree(HeadroomJson.mapper().treeToValue(body, spec.get()))
                : body;
    }

    /// The part of an answer that people declared.
    public JsonNode answered(JsonNode answer) throws JsonProcessingException {
        if (spec.isPresent()) {
            return HeadroomJson.tolerant()
                    .valueToTree(HeadroomJson.tolerant().treeToValue(answer, spec.get()));
        }
        ObjectNode rest = answer.deepCopy();
        rest.remove(List.copyOf(OF_THE_SERVER));
        return rest;
    }
}
