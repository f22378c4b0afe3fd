package io.headroom.provisioning.price.spot;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.time.VirtualTimer;

/// How high each spot market goes, kept in memory: what the most to pay for a machine is decided from.
@Singleton
public final class SpotHighs {

    /// It moves by the day. Half asks twice for the same, twice is an hour late after a start.
    private static final Duration EVERY = Duration.ofMinutes(30);

    private static final Duration AT_MOST_EVERY = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Transactions transactions;
    private volatile Map<String, Money> highs = Map.of();

    @Inject
    SpotHighs(Transactions transactions) {
        this.transactions = transactions;
    }

    void start(@Observes StartupEvent event, VirtualTimer timer) {
        timer.every(EVERY, AT_MOST_EVERY, this::refresh);
    }

    /// The price that a market hardly ever passes; empty where too little is known of it.
    public Optional<Money> of(ProviderKind provider, String zone, String type) {
        return Optional.ofNullable(highs.get(key(provider.name(), zone, type)));
    }

    /// Waits.
    void refresh() {
        highs =
                transactions.asService(SpotPriceRows::highs).await().atMost(PATIENCE).stream()
                        .collect(
                                Collectors.toMap(
                                        h -> key(h.provider(), h.zone(), h.type()),
                                        h -> new Money(h.perHour())));
    }

    private static String key(String provider, String zone, String type) {
        return provider + "/" + zone + "/" + type;
    }
}
