package io.headroom.provisioning.price.asking;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.provisioning.pool.PoolRow;

/// Which types are to be asked for: new ones at once, the others when their time has come.
final class DueTypes {

    /// Whoever turns the clock fast must not ask a provider all the time.
    private static final Duration AT_MOST_EVERY = Duration.ofSeconds(30);

    private record Asked(ProviderKind provider, String region, String instanceType) {}

    private final Map<Asked, Instant> again = new ConcurrentHashMap<>();
    private volatile long repeatsFromNanos = System.nanoTime();

    /// By region.
    Map<String, List<NodeTemplate>> of(ProviderKind provider, List<PoolRow> pools, Instant now) {
        Map<String, List<NodeTemplate>> due = new LinkedHashMap<>();
        pools.stream()
                .filter(pool -> pool.spec().provider() == provider)
                .forEach(pool -> add(pool, due, now));
        due.values().removeIf(List::isEmpty);
        return due;
    }

    private void add(PoolRow pool, Map<String, List<NodeTemplate>> due, Instant now) {
        String region = pool.spec().region();
        List<NodeTemplate> types = due.computeIfAbsent(region, _ -> new ArrayList<>());
        for (NodeTemplate type : pool.templates()) {
            String name = type.instanceType();
            boolean isThere = types.stream().anyMatch(t -> t.instanceType().equals(name));
            if (!isThere && isDue(new Asked(pool.spec().provider(), region, name), now)) {
                types.add(type);
            }
        }
    }

    private boolean isDue(Asked asked, Instant now) {
        Instant next = again.get(asked);
        boolean mayRepeat = System.nanoTime() - repeatsFromNanos >= 0;
        return next == null || (mayRepeat && !now.isBefore(next));
    }

    void asked(ProviderKind provider, String region, List<NodeTemplate> types, Instant next) {
        types.forEach(t -> again.put(new Asked(provider, region, t.instanceType()), next));
        repeatsFromNanos = System.nanoTime() + AT_MOST_EVERY.toNanos();
    }
}
