package io.headroom.cli.declaration;

import java.util.ArrayList;
import java.util.List;

/// One declaration's mention of another.
///
/// @param field where it is mentioned
public record Reference(Declaration by, String field, Kind kind, String name) {
    /// The top of all tenants, which nobody declares.
    private static final String ORGANISATION = "organisation";

    public static List<Reference> of(Declaration by) {
        var references = new ArrayList<Reference>();
        switch (by.kind()) {
            case TENANT -> add(references, by, "parent", Kind.TENANT);
            case NODE_POOL -> add(references, by, "lane", Kind.LANE);
            case LANE, QUOTA, BUDGET, COMMITMENT -> {} // may name what comes later
        }
        return references;
    }

    private static void add(List<Reference> references, Declaration by, String field, Kind kind) {
        var name = by.spec().path(field).asText("");
        if (!name.isEmpty() && !name.equals(ORGANISATION)) {
            references.add(new Reference(by, "spec." + field, kind, name));
        }
    }

    public String complaint() {
        return "%s: %s: there is no %s %s".formatted(by.place(), field, kind.label(), name);
    }
}
