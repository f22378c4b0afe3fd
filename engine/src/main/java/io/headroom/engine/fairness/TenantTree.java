package io.headroom.engine.fairness;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.check.Checks;
import io.headroom.contracts.check.InvalidFields;
import io.headroom.contracts.tenant.TenantSpec;

/// The tenants, each below its parent. A tree with a loop, an unknown parent or more guaranteed below a tenant than it has itself
/// cannot be made: [InvalidFields] names the tenant and the field.
///
/// @param tenants by name
public record TenantTree(List<Tenant> tenants) {

    /// Without declared tenants all are served as one.
    public static final TenantTree NONE = new TenantTree(List.of());

    public TenantTree {
        tenants = tenants.stream().sorted(Comparator.comparing(Tenant::name)).toList();
        check(tenants);
    }

    private static void check(List<Tenant> tenants) {
        Map<String, Tenant> byName = new LinkedHashMap<>();
        List<InvalidFields.Field> wrong = new ArrayList<>();
        for (Tenant tenant : tenants) {
            if (byName.put(tenant.name(), tenant) != null) {
                wrong.add(new InvalidFields.Field(tenant.name(), "is declared twice"));
            }
        }
        Checks checks = new Checks();
        for (Tenant tenant : tenants) {
            String parent = above(tenant);
            checks.that(
                    parent == null || byName.containsKey(parent),
                    tenant.name() + ".parent",
                    "there is no tenant " + parent);
            checks.that(
                    !isInLoop(tenant, byName),
                    tenant.name() + ".parent",
                    "is below the tenant itself: a loop");
        }
        byName.values().forEach(tenant -> checkGuarantees(tenant, tenants, checks));
        wrong.forEach(field -> checks.that(false, field.field(), field.message()));
        checks.done();
    }

    private static boolean isInLoop(Tenant tenant, Map<String, Tenant> byName) {
        Tenant at = tenant;
        for (int i = 0; i <= byName.size(); i++) {
            String parent = above(at);
            Tenant next = parent == null ? null : byName.get(parent);
            if (next == null) {
                return false;
            }
            if (next.name().equals(tenant.name())) {
                return true;
            }
            at = next;
        }
        return false;
    }

    private static void checkGuarantees(Tenant tenant, List<Tenant> all, Checks checks) {
        long below =
                all.stream()
                        .filter(child -> tenant.name().equals(above(child)))
                        .mapToLong(Tenant::guaranteedGpus)
                        .sum();
        Integer most = tenant.maxGpus();
        checks.that(
                most == null || below <= most,
                tenant.name() + ".maxGpus",
                "is " + most + ", but " + below + " GPUs are guaranteed to the tenants below it");
        checks.that(
                tenant.guaranteedGpus() == 0 || below <= tenant.guaranteedGpus(),
                tenant.name() + ".guaranteedGpus",
                "is "
                        + tenant.guaranteedGpus()
                        + ", but "
                        + below
                        + " GPUs are guaranteed to the tenants below it");
    }

    static @Nullable String above(Tenant tenant) {
        return TenantSpec.ROOT.equals(tenant.parent()) ? null : tenant.parent();
    }

    /// A tenant and all below it, of these.
    public static Set<String> family(String tenant, List<Tenant> of) {
        Set<String> family = new LinkedHashSet<>(List.of(tenant));
        boolean grows = true;
        while (grows) {
            List<String> children =
                    of.stream()
                            .filter(one -> one.parent() != null && family.contains(one.parent()))
                            .map(Tenant::name)
                            .toList();
            grows = family.addAll(children);
        }
        return family;
    }

    /// How use counts for each tenant: as the top of its tree says.
    ///
    /// @param usual for what it does not say
    Map<String, UseMeasure> uses(UseMeasure usual) {
        Map<String, Tenant> byName = new LinkedHashMap<>();
        tenants.forEach(tenant -> byName.put(tenant.name(), tenant));
        Map<String, UseMeasure> uses = new LinkedHashMap<>();
        for (Tenant tenant : tenants) {
            Tenant top = tenant;
            for (Tenant at = tenant; at != null; at = byName.get(above(at))) {
                top = at;
            }
            uses.put(tenant.name(), usual.with(top.use()));
        }
        return uses;
    }

    public boolean isEmpty() {
        return tenants.isEmpty();
    }
}
