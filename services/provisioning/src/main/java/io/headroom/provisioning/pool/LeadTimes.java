package io.headroom.provisioning.pool;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.node.Node;
import io.headroom.provisioning.node.Stages;
import io.headroom.provisioning.store.Json;
import io.headroom.provisioning.store.Rows;

/// How long each stage takes from the money to a ready agent, learned per pool and instance type from what was observed.
@Singleton
public final class LeadTimes {

    /// From the provider's yes to a ready agent: what an offer's boot time is.
    public static final String BOOT = "accepted-ready";

    /// Follows a change of the image within five nodes; half of it would take ten, twice would follow single outliers.
    private static final double WEIGHT_OF_THE_NEWEST = 0.2;

    private static final String LEARN =
            """
            insert into lead_time as l (pool, instance_type, stage, mean_seconds, observations)
            select cast(:pool as text), cast(:type as text), stage, seconds, 1
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(stage text, seconds double precision)
            on conflict (pool, instance_type, stage) do update set
                mean_seconds = l.mean_seconds + (excluded.mean_seconds - l.mean_seconds)
                    * greatest(cast(:weight as double precision), cast(1 as double precision) / (l.observations + 1)),
                observations = l.observations + 1
            """;

    /// What was learned of a stage.
    public record Learned(
            String pool, String instanceType, String stage, double meanSeconds, int observations) {

        public Duration mean() {
            return Duration.ofMillis(Math.round(meanSeconds * 1000));
        }
    }

    private final MeterRegistry meters;

    @Inject
    LeadTimes(MeterRegistry meters) {
        this.meters = meters;
    }

    public Uni<Void> learn(Mutiny.Session session, Node node, Stages stages) {
        Map<String, Duration> observed = new LinkedHashMap<>();
        put(observed, "requested-granted", stages.requested(), stages.granted());
        put(observed, "granted-accepted", stages.granted(), stages.accepted());
        put(observed, "accepted-joined", stages.accepted(), stages.joined());
        put(observed, "joined-ready", stages.joined(), stages.ready());
        put(observed, BOOT, stages.accepted(), stages.ready());
        put(observed, "requested-ready", stages.requested(), stages.ready());
        List<Map<String, Object>> rows =
                observed.entrySet().stream()
                        .map(
                                e ->
                                        Map.<String, Object>of(
                                                "stage",
                                                e.getKey(),
                                                "seconds",
                                                e.getValue().toMillis() / 1000.0))
                        .toList();
        observed.forEach((stage, time) -> record(node.pool(), stage, time));
        return Rows.execute(
                        session,
                        LEARN,
                        Map.of(
                                "pool", node.pool(),
                                "type", node.template().instanceType(),
                                "rows", Json.write(rows),
                                "weight", WEIGHT_OF_THE_NEWEST))
                .replaceWithVoid();
    }

    public Uni<List<Learned>> all(Mutiny.Session session) {
        return Rows.list(
                session,
                "select pool, instance_type as \"instanceType\", stage, mean_seconds as \"meanSeconds\","
                        + " observations from lead_time order by pool, instance_type, stage",
                Map.of(),
                Learned.class);
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
