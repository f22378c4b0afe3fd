package io.headroom.cost.rate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.budget.ExchangeRate;
import io.headroom.engine.budget.limit.ExchangeRates;
import io.headroom.platform.database.Rows;
import io.headroom.platform.rest.Problem;

/// Knows what other currencies are in dollars. Rates are only added at the end, so that only those are read that are new.
@Singleton
public final class Rates {

    private static final String NEWER =
            """
            select currency, from_at as "from", cast(dollars as text) as dollars from rate where currency = :currency
            and from_at > cast(cast(:known as text) as timestamptz) order by from_at
            """;

    private final Map<String, List<ExchangeRate>> read = new ConcurrentHashMap<>();

    /// Those of these currencies; nothing is asked for dollars.
    public Uni<KnownRates> of(Mutiny.Session session, Collection<String> currencies) {
        Map<String, ExchangeRates> known = new HashMap<>();
        Uni<Void> all = Uni.createFrom().voidItem();
        for (String currency :
                currencies.stream().filter(ExchangeRate::isForeign).distinct().toList()) {
            all =
                    all.chain(() -> newest(session, currency))
                            .invoke(
                                    rates -> {
                                        if (!rates.isEmpty()) {
                                            known.put(currency, new ExchangeRates(currency, rates));
                                        }
                                    })
                            .replaceWithVoid();
        }
        return all.map(_ -> new KnownRates(known));
    }

    /// Those of a currency that somebody wants to use; 422 where nobody has said what it is.
    public Uni<ExchangeRates> require(Mutiny.Session session, String currency, Instant now) {
        return of(session, List.of(currency))
                .map(
                        known ->
                                known.in(currency)
                                        .filter(rates -> holds(rates, now))
                                        .orElseThrow(() -> unknown(currency)));
    }

    private static boolean holds(ExchangeRates rates, Instant now) {
        return rates.rates().isEmpty() || !rates.rates().getFirst().from().isAfter(now);
    }

    static RuntimeException unknown(String currency) {
        return Problem.unprocessable(
                "currency",
                "there is no rate of %s: an operator says what one is in dollars with PUT /api/v1/rates/%s"
                        .formatted(currency, currency));
    }

    private Uni<List<ExchangeRate>> newest(Mutiny.Session session, String currency) {
        List<ExchangeRate> before = read.getOrDefault(currency, List.of());
        Instant known = before.isEmpty() ? Instant.EPOCH : before.getLast().from();
        return Rows.list(
                        session,
                        NEWER,
                        Map.of("currency", currency, "known", known.toString()),
                        ExchangeRate.class)
                .map(fresh -> fresh.isEmpty() ? before : added(currency, before, fresh));
    }

    private List<ExchangeRate> added(
            String currency, List<ExchangeRate> before, List<ExchangeRate> fresh) {
        List<ExchangeRate> all = new ArrayList<>(before);
        all.addAll(fresh);
        read.merge(currency, all, (one, other) -> one.size() > other.size() ? one : other);
        return all;
    }
}
