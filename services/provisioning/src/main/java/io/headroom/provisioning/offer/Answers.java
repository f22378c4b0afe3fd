package io.headroom.provisioning.offer;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
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
import io.headroom.platform.database.Commits;
import io.headroom.platform.database.Rows;
import io.headroom.provisioning.provider.LaunchAttempt;
import io.headroom.provisioning.provider.ProviderFailure;

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

    static final String QUOTA = new ProviderFailure.QuotaReached("").kind();

    static final double ON_DEMAND_PRIOR = 0.9;
    static final double SPOT_PRIOR = 0.75;

    private static final String SET =
            """
            insert into answer as a (provider, zone, instance_type, capacity_type, likelihood, failures, until, kind, detail, at)
            select provider, zone, type, capacity, fresh, failures,
                cast(:at as timestamptz) + failures * pause * interval '1 second',
                kind, detail, cast(:at as timestamptz)
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(provider text, zone text, type text, capacity text,
                fresh double precision, failures integer, pause double precision, kind text, detail text)
            on conflict (provider, zone, instance_type, capacity_type) do update set
                likelihood = a.likelihood
                    + (1 - excluded.failures - a.likelihood) * cast(:weight as double precision),
                failures = case when excluded.failures = 0 then 0 else a.failures + 1 end,
                until = case when excluded.failures = 0 then excluded.at
                    else greatest(excluded.until, excluded.at + least(cast(:longest as double precision),
                        cast(:first as double precision) * power(2, least(a.failures, cast(:doublings as integer))))
                        * interval '1 second') end,
                kind = excluded.kind, detail = excluded.detail, at = excluded.at
            """;

    /// What a provider said to a launch attempt.
    ///
    /// @param failure absent where it had the machine
    public record Said(LaunchAttempt attempt, @Nullable ProviderFailure failure) {
        private String key() {
            return attempt.provider()
                    + "/"
                    + attempt.zone()
                    + "/"
                    + attempt.instanceType()
                    + "/"
                    + attempt.capacityType();
        }
    }

    /// The newest answer.
    ///
    /// @param until until when it is not worth asking; absent where it is
    public record MarketAnswer(
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
        MarketAnswer answer() {
            return new MarketAnswer(
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
    private final Commits commits;

    @Inject
    Answers(VirtualClock clock, Commits commits) {
        this.clock = clock;
        this.commits = commits;
    }

    /// All of them, as a part of a larger query.
    public static final String ALL =
            Rows.lines(
                    "select provider, zone, instance_type as \"instanceType\","
                            + " capacity_type as \"capacityType\", likelihood, failures, until, kind,"
                            + " detail from answer");

    public static MarketAnswer read(String line) {
        return Rows.read(line, Line.class).answer();
    }

    public Uni<List<MarketAnswer>> all(Mutiny.Session session) {
        return Rows.list(session, ALL, Map.of(), Answers::read);
    }

    /// Notes what providers said at one moment: of one kind of machine, that is one fact, however many were asked for; one that
    /// was refused says more than those that were still there before it.
    public Uni<Void> note(Mutiny.Session session, List<Said> said) {
        if (said.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Map<String, Said> byKey = new LinkedHashMap<>();
        said.forEach(s -> byKey.merge(s.key(), s, (a, b) -> b.failure() == null ? a : b));
        Duration first = clock.atLeastReal(FIRST, FIRST_REAL);
        Duration longest = LONGEST.compareTo(first) < 0 ? first : LONGEST;
        return commits.before(
                session,
                SET,
                Map.of(
                        "rows",
                        Rows.json(
                                byKey.values().stream()
                                        .map(s -> row(s, isLimit(s) ? longest : first))
                                        .toList()),
                        "weight",
                        WEIGHT,
                        "at",
                        clock.instant(),
                        "first",
                        (double) first.toSeconds(),
                        "longest",
                        (double) longest.toSeconds(),
                        "doublings",
                        DOUBLINGS));
    }

    /// Our own limit does not pass by itself: it is not asked again before somebody had the time to raise it.
    private static boolean isLimit(Said said) {
        return said.failure() instanceof ProviderFailure.QuotaReached;
    }

    /// A time that is over is as good as none: what the provider had is asked for again at once.
    private static Map<String, Object> row(Said said, Duration pause) {
        LaunchAttempt attempt = said.attempt();
        ProviderFailure failure = said.failure();
        double prior = attempt.capacityType() == CapacityType.SPOT ? SPOT_PRIOR : ON_DEMAND_PRIOR;
        double value = failure == null ? 1 : 0;
        return Map.of(
                "provider",
                attempt.provider().name(),
                "zone",
                attempt.zone(),
                "type",
                attempt.instanceType(),
                "capacity",
                attempt.capacityType().name(),
                "fresh",
                prior + (value - prior) * WEIGHT,
                "failures",
                failure == null ? 0 : 1,
                "pause",
                (double) pause.toSeconds(),
                "kind",
                failure == null ? "" : failure.kind(),
                "detail",
                failure == null ? "" : failure.detail());
    }
}
