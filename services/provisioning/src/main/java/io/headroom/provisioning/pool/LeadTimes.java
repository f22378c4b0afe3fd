package io.headroom.provisioning.pool;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.node.Node;
import io.headroom.engine.scaling.learned.LeadTime;
import io.headroom.platform.database.Commits;
import io.headroom.platform.database.Rows;
import io.headroom.provisioning.node.Stages;

/// How long each stage takes from the money to a ready agent, learned per pool and instance type from what was observed.
@Singleton
public final class LeadTimes {

    /// From the provider's yes to a ready agent: what an offer's boot time is.
    public static final String BOOT = "accepted-ready";

    /// Fifty show a tenth by five of them, and at a few nodes a day no longer ago than a month. Twice as many follow a new image for twice as
    /// long; of half as many the mean wanders by a seventh of what single boots differ by, and what a node is kept for with its square.
    private static final int RECENT = 50;

    private static final String LEARN =
            """
            insert into lead_time as l (pool, instance_type, stage, mean_seconds, observations, recent, levels)
            select pool, type, stage, mean, count, times, (
                    select percentile_cont(cast(string_to_array(:levels, ',') as double precision[])) within group (order by seen)
                    from unnest(times) seen)
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb))
                as r(pool text, type text, stage text, mean double precision, count integer, times double precision[])
            on conflict (pool, instance_type, stage) do update set
                mean_seconds = (
                    select avg(seen) from unnest((excluded.recent || l.recent)[1 : cast(:kept as integer)]) seen),
                observations = l.observations + excluded.observations,
                recent = (excluded.recent || l.recent)[1 : cast(:kept as integer)],
                levels = (
                    select percentile_cont(cast(string_to_array(:levels, ',') as double precision[])) within group (order by seen)
                    from unnest((excluded.recent || l.recent)[1 : cast(:kept as integer)]) seen)
            """;

    private static final String LEVELS =
            LeadTime.LEVELS.stream().map(String::valueOf).collect(Collectors.joining(","));

    /// From the decision to a ready agent.
    public static final String LEAD = "requested-ready";

    /// The same of a node that was stopped.
    public static final String WAKE_LEAD = "wake-requested-ready";

    /// From the provider's yes to a ready agent of a node that was stopped: such a boot is another thing.
    public static final String WAKE = "woken-ready";

    /// A node that came to life, and when it reached which stage.
    ///
    /// @param woken whether it was stopped before
    public record Lived(Node node, Stages stages, boolean woken) {}

    /// A stage of the nodes of a pool and instance type.
    record Stage(String pool, String type, String stage) {}

    /// One stage of one node, and how long it took.
    public record Seen(Stage stage, Duration time) {
        static Seen of(Node node, String stage, Duration time) {
            return new Seen(new Stage(node.pool(), node.template().instanceType(), stage), time);
        }
    }

    private record Row(
            String pool, String type, String stage, double mean, int count, List<Double> times) {}

    /// What was learned of a stage.
    ///
    /// @param levels seconds at [LeadTime#LEVELS] of what was seen last; empty while nothing was since they are kept
    public record Learned(
            String pool,
            String instanceType,
            String stage,
            double meanSeconds,
            int observations,
            List<Double> levels) {

        /// With its doubt, where that is known.
        public Optional<LeadTime> lead() {
            return levels.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new LeadTime(levels.stream().map(Learned::seconds).toList()));
        }

        private static Duration seconds(double seconds) {
            return Duration.ofMillis(Math.round(seconds * 1000));
        }

        public Duration mean() {
            return Duration.ofMillis(Math.round(meanSeconds * 1000));
        }
    }

    private final MeterRegistry meters;
    private final Commits commits;

    @Inject
    LeadTimes(MeterRegistry meters, Commits commits) {
        this.meters = meters;
        this.commits = commits;
    }

    /// Learns from nodes that became ready together.
    public Uni<Void> learn(Mutiny.Session session, List<Lived> lived) {
        List<Seen> seen = new ArrayList<>();
        for (Lived one : lived) {
            Node node = one.node();
            (one.woken() ? woken(one.stages()) : observed(one.stages()))
                    .forEach((stage, time) -> seen.add(Seen.of(node, stage, time)));
        }
        return learnSeen(session, seen);
    }

    /// Learns of stages; those of one kind weigh as if they had come one after the other.
    public Uni<Void> learnSeen(Mutiny.Session session, List<Seen> seen) {
        if (seen.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Map<Stage, List<Duration>> observed = new LinkedHashMap<>();
        for (Seen one : seen) {
            record(one.stage().pool(), one.stage().stage(), one.time());
            observed.computeIfAbsent(one.stage(), _ -> new ArrayList<>()).add(one.time());
        }
        List<Row> rows =
                observed.entrySet().stream().map(e -> row(e.getKey(), e.getValue())).toList();
        return commits.before(
                session,
                LEARN,
                Map.of(
                        "rows", Rows.json(rows),
                        "kept", RECENT,
                        "levels", LEVELS));
    }

    private static Row row(Stage stage, List<Duration> times) {
        List<Double> seconds = times.reversed().stream().map(t -> t.toMillis() / 1000.0).toList();
        double mean = seconds.stream().mapToDouble(s -> s).average().orElseThrow();
        return new Row(stage.pool(), stage.type(), stage.stage(), mean, times.size(), seconds);
    }

    private static Map<String, Duration> woken(Stages stages) {
        Map<String, Duration> observed = new LinkedHashMap<>();
        put(observed, WAKE, stages.accepted(), stages.ready());
        put(observed, "wake-requested-granted", stages.requested(), stages.granted());
        put(observed, "wake-granted-accepted", stages.granted(), stages.accepted());
        put(observed, "woken-joined", stages.accepted(), stages.joined());
        put(observed, "wake-joined-ready", stages.joined(), stages.ready());
        put(observed, WAKE_LEAD, stages.requested(), stages.ready());
        return observed;
    }

    private static Map<String, Duration> observed(Stages stages) {
        Map<String, Duration> observed = new LinkedHashMap<>();
        put(observed, "requested-granted", stages.requested(), stages.granted());
        put(observed, "granted-accepted", stages.granted(), stages.accepted());
        put(observed, "accepted-joined", stages.accepted(), stages.joined());
        put(observed, "joined-ready", stages.joined(), stages.ready());
        put(observed, BOOT, stages.accepted(), stages.ready());
        put(observed, LEAD, stages.requested(), stages.ready());
        return observed;
    }

    /// All of them, as a part of a larger query.
    public static final String ALL =
            Rows.lines(
                    "select pool, instance_type as \"instanceType\", stage, mean_seconds as \"meanSeconds\","
                            + " observations, levels from lead_time order by pool, instance_type, stage");

    public static Learned read(String line) {
        return Rows.read(line, Learned.class);
    }

    public Uni<List<Learned>> all(Mutiny.Session session) {
        return Rows.list(session, ALL, Map.of(), LeadTimes::read);
    }

    private void record(String pool, String stage, Duration time) {
        Timer.builder("headroom.lead.time")
                .tag("pool", pool)
                .tag("stage", stage)
                .register(meters)
                .record(time);
    }

    private static void put(
            Map<String, Duration> observed,
            String stage,
            @Nullable Instant from,
            @Nullable Instant to) {
        if (from != null && to != null && !to.isBefore(from)) {
            observed.put(stage, Duration.between(from, to));
        }
    }
}
