package io.headroom.engine.fairness;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.Shape;
import io.headroom.engine.fleet.Fleet;
import io.headroom.engine.fleet.Hold;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.fleet.Waiting;

/// How each tenant stands while a plan is made: what it and those below it hold, have had lately, and may still take.
public final class Standing {

    /// One tenant's account; the sums include all below it.
    static final class Account {
        final Tenant tenant;
        final @Nullable Account parent;
        final int depth;
        long milliGpu;
        long wantedMilliGpu;
        long cpuMillis;
        long memoryMib;
        double lately;
        final List<Allowance> allowances = new ArrayList<>();

        Account(Tenant tenant, @Nullable Account parent) {
            this.tenant = tenant;
            this.parent = parent;
            this.depth = parent == null ? 0 : parent.depth + 1;
        }

        boolean isGuaranteed(long more) {
            return tenant.guaranteedGpus() > 0
                    && milliGpu + more <= (long) tenant.guaranteedGpus() * Shape.WHOLE;
        }
    }

    /// A quota and what has been started on its account within the plan.
    static final class Allowance {
        final QuotaUse quota;
        double startedGpuHours;

        Allowance(QuotaUse quota) {
            this.quota = quota;
        }
    }

    private final FairnessPolicy policy;
    private final Instant now;
    private final Map<String, Account> accounts = new LinkedHashMap<>();
    private final double gpus;
    private final double cpuMillis;
    private final double memoryMib;

    public Standing(
            FairnessPolicy policy,
            Fleet fleet,
            List<PastUse> past,
            List<QuotaUse> quotas,
            Instant now) {
        this.policy = policy;
        this.now = now;
        Map<String, Tenant> declared = new LinkedHashMap<>();
        policy.tenants().tenants().forEach(tenant -> declared.put(tenant.name(), tenant));
        policy.tenants().tenants().forEach(tenant -> open(tenant, declared));
        gpus = Math.max(1, fleet.gpus());
        cpuMillis = sum(fleet, Sort.CPU);
        memoryMib = sum(fleet, Sort.MEMORY);
        for (Node node : fleet.nodes()) {
            node.holds().forEach(this::holds);
        }
        Lately lately = new Lately(policy, gpus, past, now);
        for (PastUse use : past) {
            double part = lately.part(use);
            up(use.tenant()).forEach(account -> account.lately += part);
        }
        quotas.forEach(quota -> account(quota.tenant()).allowances.add(new Allowance(quota)));
    }

    private enum Sort {
        CPU,
        MEMORY
    }

    private static double sum(Fleet fleet, Sort sort) {
        double sum = 1;
        for (Node node : fleet.nodes()) {
            sum +=
                    switch (sort) {
                        case CPU -> node.template().cpuMillis();
                        case MEMORY -> node.template().memoryMib();
                    };
        }
        return sum;
    }

    private Account open(Tenant tenant, Map<String, Tenant> declared) {
        Account known = accounts.get(tenant.name());
        if (known != null) {
            return known;
        }
        String parent = TenantTree.above(tenant);
        Tenant above = parent == null ? null : declared.get(parent);
        Account account = new Account(tenant, above == null ? null : open(above, declared));
        accounts.put(tenant.name(), account);
        return account;
    }

    /// One that is not declared stands at the top with the usual weight.
    Account account(String tenant) {
        return accounts.computeIfAbsent(
                tenant, name -> new Account(new Tenant(name, null, 1, 0, null, null), null));
    }

    /// The tenant and all above it, the top last.
    List<Account> up(String tenant) {
        List<Account> up = new ArrayList<>();
        for (Account at = account(tenant); at != null; at = at.parent) {
            up.add(at);
        }
        return up;
    }

    private void holds(Hold hold) {
        add(hold.tenant(), hold.shape(), 1);
    }

    private void add(String tenant, Shape shape, int replicas) {
        for (Account account : up(tenant)) {
            account.milliGpu += (long) shape.totalMilliGpu() * replicas;
            account.cpuMillis += (long) shape.cpuMillis() * replicas;
            account.memoryMib += (long) shape.memoryMib() * replicas;
        }
    }

    /// Notes that replicas of the workload have their place now.
    public void takes(Waiting waiting, int replicas) {
        add(waiting.tenant(), waiting.shape(), replicas);
        for (Account account : up(waiting.tenant())) {
            for (Allowance allowance : account.allowances) {
                allowance.startedGpuHours += gpuHours(waiting, replicas, allowance.quota);
            }
        }
    }

    /// Notes that room is looked for, for so many replicas of the workload.
    public void wants(Waiting waiting, int replicas) {
        long more = (long) waiting.shape().totalMilliGpu() * replicas;
        up(waiting.tenant()).forEach(account -> account.wantedMilliGpu += more);
    }

    /// Whether these would pass a limit beside all that room is looked for already.
    public boolean wantsTooMuch(Waiting waiting, int replicas) {
        long more = (long) waiting.shape().totalMilliGpu() * replicas;
        return up(waiting.tenant()).stream()
                .anyMatch(
                        account -> {
                            Integer most = account.tenant.maxGpus();
                            long then = account.milliGpu + account.wantedMilliGpu + more;
                            return most != null && then > (long) most * Shape.WHOLE;
                        });
    }

    /// What keeps that many more replicas from starting: a limit of the tenant or of one above it.
    public Optional<Limit> limit(Waiting waiting, int replicas) {
        long more = (long) waiting.shape().totalMilliGpu() * replicas;
        if (more == 0) {
            return Optional.empty();
        }
        for (Account account : up(waiting.tenant())) {
            Integer most = account.tenant.maxGpus();
            if (most != null && account.milliGpu + more > (long) most * Shape.WHOLE) {
                return Optional.of(
                        new Limit.AtATime(account.tenant.name(), most, account.milliGpu));
            }
            for (Allowance allowance : account.allowances) {
                QuotaUse quota = allowance.quota;
                double hours = allowance.startedGpuHours + gpuHours(waiting, replicas, quota);
                if (hours > quota.left()) {
                    return Optional.of(new Limit.OverTime(quota.name(), quota.ends()));
                }
            }
        }
        return Optional.empty();
    }

    /// What keeps one that holds places from starting again at others. If nothing does, its new start counts against the quotas; what it
    /// holds stays the same.
    public Optional<Limit> limitAgain(Waiting moved, int replicas) {
        add(moved.tenant(), moved.shape(), -replicas);
        Optional<Limit> limit = limit(moved, replicas);
        if (limit.isEmpty()) {
            takes(moved, replicas);
        } else {
            add(moved.tenant(), moved.shape(), replicas);
        }
        return limit;
    }

    /// What they are thought to use until the quota's period ends.
    private double gpuHours(Waiting waiting, int replicas, QuotaUse quota) {
        Duration atMost = Duration.between(now, quota.ends());
        Duration runs = waiting.expected() == null ? policy.unknownRun() : waiting.expected();
        Duration counted = runs.compareTo(atMost) < 0 ? runs : atMost;
        return waiting.shape().totalMilliGpu()
                / 1000.0
                * replicas
                * Math.max(0, counted.toMillis())
                / 3_600_000.0;
    }

    /// Whether it would still be within what is guaranteed to its tenant or to one above it.
    public boolean isGuaranteed(Waiting waiting) {
        long more = (long) waiting.shape().totalMilliGpu() * waiting.replicas().size();
        return up(waiting.tenant()).stream().anyMatch(account -> account.isGuaranteed(more));
    }

    /// Whether the tenant holds more than is guaranteed to it and to every one above it: what it borrows may be claimed back.
    public boolean borrows(String tenant) {
        return up(tenant).stream()
                .noneMatch(
                        account -> account.tenant.guaranteedGpus() > 0 && account.isGuaranteed(0));
    }

    /// The dominant share for its weight: half of what it holds now, half of what it has held lately.
    double share(Account account) {
        double held =
                Math.max(
                        account.milliGpu / 1000.0 / gpus,
                        Math.max(account.cpuMillis / cpuMillis, account.memoryMib / memoryMib));
        return (held + account.lately) / 2 / account.tenant.weight();
    }
}
