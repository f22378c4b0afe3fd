package io.headroom.cli.declaration;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What must be there first: kind by kind, and a tenant's parent before the tenant.
final class Order {
    private final List<Declaration> all;
    private final Set<Declaration> ordered = new LinkedHashSet<>();

    private Order(List<Declaration> all) {
        this.all = all;
    }

    static List<Declaration> of(List<Declaration> declarations) {
        var byKind = new ArrayList<>(declarations);
        byKind.sort(Comparator.comparing(Declaration::kind).thenComparing(Declaration::name));
        var order = new Order(byKind);
        byKind.forEach(declaration -> order.add(declaration, new LinkedHashSet<>()));
        return List.copyOf(order.ordered);
    }

    /// @param above those that wait for this one: a circle is left as it is, for the API to refuse
    private void add(Declaration declaration, Set<Declaration> above) {
        if (ordered.contains(declaration) || !above.add(declaration)) {
            return;
        }
        if (declaration.kind() == Kind.TENANT) {
            Documents.find(all, Kind.TENANT, declaration.spec().path("parent").asText())
                    .ifPresent(parent -> add(parent, above));
        }
        ordered.add(declaration);
    }
}
