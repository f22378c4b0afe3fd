package io.headroom.provisioning.offer;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.contracts.time.VirtualClock;
import io.headroom.provisioning.provider.LaunchAttempt;
import io.headroom.provisioning.provider.ProviderFailure;
import io.headroom.provisioning.store.Rows;

/// What providers answered of late, by zone, type and capacity type: shortages are facts, shared by all pools.
@Singleton
public final class Answers {

    /// The first shortage is forgotten after a minute, each further one after twice the time, up to ten minutes.
    private static final Duration FIRST = Duration.ofMinutes(1);

    private static final int DOUBLINGS = 4;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /// Real: at a fast clock a minute is shorter than the way to the provider and back.
    private static final Duration FIRST_REAL = Duration.ofSeconds(2);

    /// An answer weighs a third: three in a row nearly make the likelihood.
    private static final double WEIGHT = 0.33;

    static final double ON_DEMAND_PRIOR = 0.9;
    static final double SPOT_PRIOR = 0.75;

    private static final String SET =
            """
            insert into answer as a (provider, zone, instance_type, capacity_type, likelihood, failures, until, kind, detail, at)
            values (:provider, :zone, :type, :capacity, :fresh, :failures, :until, :kind, :detail, :at)
            on conflict (provider, zone, instance_type, capacity_type) do update set
                likelihood = a.likelihood
                    + (cast(:value as double precision) - a.likelihood) * cast(:weight as double precision),
                failures = case when excluded.failures = 0 then 0 else a.failures + 1 end,
                until = case when excluded.failures = 0 then excluded.at
                    else excluded.at + least(cast(:longest as double precision),
                        cast(:first as double precision) * power(2, least(a.failures, cast(:doublings as integer))))
                        * interval '1 second' end,
                kind = excluded.kind, detail = excluded.detail, at = excluded.at
            """;

    /// The newest answer.
    ///
    /// @param until until when it is not worth asking; absent where it is
    public record Answer(
            ProviderKind provider,
            String zone,
            String instanceType,
            CapacityType capacityType,
            double likelihood,
            int failures,
            @Nullable Instant until,
            String kind,
            String detail) {

        boolean isShort(Instant now) {
            return until != null && now.isBefore(until);
        }
    }

    private record Line(
            String provider,
            String zone,
            String instanceType,
            String capacityType,
            double likelihood,
            int failures,
            @Nullable Instant until,
            String kind,
            String detail) {
        Answer answer() {
            return new Answer(
                    ProviderKind.valueOf(provider),
                    zone,
                    instanceType,
                    CapacityType.valueOf(capacityType),
                    likelihood,
                    failures,
                    until,
                    kind,
                    detail);
        }
    }

    private final VirtualClock clock;

    @Inject
    Answers(VirtualClock clock) {
        this.clock = clock;
    }

    public Uni<List<Answer>> all(Mutiny.Session session) {
        return Rows.list(
                        session,
                        "select provider, zone, instance_type as \"instanceType\","
                                + " capacity_type as \"capacityType\", likelihood, failures, until, kind,"
                                + " detail from answer",
                        Map.of(),
                        Line.class)
                .map(lines -> lines.stream().map(Line::answer).toList());
    }

    /// The provider had it.
    public Uni<Void> had(Mutiny.Session session, LaunchAttempt attempt) {
        return set(session, attempt, 1, 0, "", "");
    }

    /// The provider did not have it, for whatever reason: the next offer's turn.
    public Uni<Void> refused(
            Mutiny.Session session, LaunchAttempt attempt, ProviderFailure failure) {
        return set(session, attempt, 0, 1, failure.kind(), failure.detail());
    }

    private Uni<Void> set(
            Mutiny.Session session,
            LaunchAttempt attempt,
            double value,
            int failures,
            String kind,
            String detail) {
        Instant now = clock.instant();
        Duration first = clock.atLeastReal(FIRST, FIRST_REAL);
        Duration longest = LONGEST.compareTo(first) < 0 ? first : LONGEST;
        double prior = attempt.capacityType() == CapacityType.SPOT ? SPOT_PRIOR : ON_DEMAND_PRIOR;
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("provider", attempt.provider().name());
        parameters.put("zone", attempt.zone());
        parameters.put("type", attempt.instanceType());
        parameters.put("capacity", attempt.capacityType().name());
        parameters.put("fresh", prior + (value - prior) * WEIGHT);
        parameters.put("value", value);
        parameters.put("weight", WEIGHT);
        parameters.put("failures", failures);
        // A time that is over is as good as none.
        parameters.put("until", failures == 0 ? now : now.plus(first));
        parameters.put("kind", kind);
        parameters.put("detail", detail);
        parameters.put("at", now);
        parameters.put("first", (double) first.toSeconds());
        parameters.put("longest", (double) longest.toSeconds());
        parameters.put("doublings", DOUBLINGS);
        return Rows.execute(session, SET, parameters).replaceWithVoid();
    }
}
