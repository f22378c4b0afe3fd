package io.headroom.provisioning;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.annotation.Priority;
import jakarta.inject.Singleton;

import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.pool.PoolSpec;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.provisioning.provider.LaunchAttempt;
import io.headroom.provisioning.provider.Launched;
import io.headroom.provisioning.provider.PastSpotPrice;
import io.headroom.provisioning.provider.Provider;
import io.headroom.provisioning.provider.ProviderException;
import io.headroom.provisioning.provider.ProviderFailure;
import io.headroom.provisioning.provider.Reach;
import io.headroom.provisioning.provider.Seen;
import io.headroom.provisioning.provider.SpotPrice;
import io.headroom.provisioning.provider.Target;

/// A cloud that does what the test says; it stands before the real EC2.
@Singleton
@Priority(100)
public class FakeCloud implements Provider {

    static final NodeTemplate SMALL = new NodeTemplate("g6.xlarge", GpuModel.L4, 1, 4_000, 16_384);
    static final NodeTemplate LARGE =
            new NodeTemplate("g6.48xlarge", GpuModel.L4, 8, 192_000, 786_432);

    /// Every launch call, repeated ones too.
    final List<LaunchAttempt> calls = new CopyOnWriteArrayList<>();

    /// What the next launch calls are answered with.
    final Queue<ProviderFailure> failures = new ConcurrentLinkedQueue<>();

    /// Nodes that it never has a machine for.
    final Set<NodeId> lacking = ConcurrentHashMap.newKeySet();

    /// How often it was looked at as a whole.
    final AtomicLong looks = new AtomicLong();

    final Map<String, Seen> machines = new ConcurrentHashMap<>();

    /// What spot cost, by zone and type.
    final Map<String, List<PastSpotPrice>> past = new ConcurrentHashMap<>();

    private final Map<String, String> byToken = new ConcurrentHashMap<>();

    @Override
    public ProviderKind kind() {
        return ProviderKind.AWS;
    }

    @Override
    public boolean configured() {
        return true;
    }

    @Override
    public void warm() {}

    @Override
    public List<NodeTemplate> templates(PoolSpec pool) {
        return List.of(SMALL, LARGE);
    }

    @Override
    public List<SpotPrice> spotPrices(PoolSpec pool) {
        return List.of();
    }

    @Override
    public List<PastSpotPrice> pastSpotPrices(
            String region, String zone, String instanceType, Instant from, Instant to) {
        return past.getOrDefault(zone + "/" + instanceType, List.of()).stream()
                .filter(p -> !p.from().isBefore(from) && p.from().isBefore(to))
                .toList();
    }

    @Override
    public Launched launch(LaunchAttempt attempt) {
        calls.add(attempt);
        if (lacking.contains(attempt.node())) {
            throw new ProviderException(
                    new ProviderFailure.NoCapacity("InsufficientInstanceCapacity: " + attempt));
        }
        ProviderFailure failure = failures.poll();
        if (failure != null && !(failure instanceof ProviderFailure.Unknown)) {
            throw new ProviderException(failure);
        }
        String id =
                byToken.computeIfAbsent(
                        attempt.token() + attempt.zone(),
                        _ -> "i-" + byToken.size() + "-" + attempt.token());
        machines.computeIfAbsent(
                id, _ -> running(id, attempt.node(), attempt.pool(), attempt.zone()));
        if (failure != null) {
            // Carried out, and the answer is lost.
            throw new ProviderException(failure);
        }
        return new Launched(id);
    }

    static Seen running(String id, NodeId node, String pool, String zone) {
        String region = zone.substring(0, zone.length() - 1);
        return new Seen(
                id, Optional.of(node), pool, region, zone, Seen.State.RUNNING, Instant.EPOCH);
    }

    @Override
    public void stop(Target target) {
        machines.computeIfPresent(target.providerId(), (_, m) -> in(Seen.State.STOPPED, m));
    }

    @Override
    public Launched start(LaunchAttempt attempt) {
        calls.add(attempt);
        ProviderFailure failure = failures.poll();
        if (failure != null && failure.settles()) {
            throw new ProviderException(failure);
        }
        String id = attempt.woken().providerId();
        machines.computeIfPresent(id, (_, m) -> in(Seen.State.RUNNING, m));
        if (failure != null) {
            throw new ProviderException(failure);
        }
        return new Launched(id);
    }

    static Seen in(Seen.State state, Seen m) {
        return new Seen(
                m.providerId(), m.node(), m.pool(), m.region(), m.zone(), state, m.launchedAt());
    }

    @Override
    public void terminate(Target target) {
        machines.remove(target.providerId());
    }

    @Override
    public Optional<Seen> find(Target target) {
        return Optional.ofNullable(machines.get(target.providerId()));
    }

    @Override
    public List<Seen> tagged(Reach reach) {
        looks.incrementAndGet();
        return machines.values().stream()
                .filter(m -> reach.regions().contains(m.region()))
                .toList();
    }

    List<LaunchAttempt> callsFor(NodeId node) {
        return calls.stream().filter(c -> c.node().equals(node)).toList();
    }
}
