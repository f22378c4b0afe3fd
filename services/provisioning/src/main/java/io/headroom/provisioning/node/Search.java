package io.headroom.provisioning.node;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.headroom.contracts.pool.PoolSpec;
import io.headroom.platform.database.Transactions;
import io.headroom.provisioning.pool.PoolRow;
import io.headroom.provisioning.pool.Pools;
import io.headroom.provisioning.provider.LaunchAttempt;
import io.headroom.provisioning.provider.ProviderException;
import io.headroom.provisioning.provider.Providers;
import io.headroom.provisioning.provider.Seen;

/// Looks for an attempt's machine by its tag, when no call tells what became of it.
@Singleton
final class Search {

    /// Providers show a new machine within seconds: two looks this far apart miss none.
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

    /// What a search came to.
    sealed interface Found {
        record There(String providerId) implements Found {}

        record Nowhere() implements Found {}

        /// The provider does not answer that either.
        record NotKnown() implements Found {}
    }

    private final Providers providers;
    private final Pools pools;
    private final Transactions transactions;

    @Inject
    Search(Providers providers, Pools pools, Transactions transactions) {
        this.providers = providers;
        this.pools = pools;
        this.transactions = transactions;
    }

    Found byTag(LaunchAttempt attempt) throws InterruptedException {
        try {
            Optional<Seen> first = look(attempt);
            if (first.isEmpty()) {
                Thread.sleep(BETWEEN_LOOKS);
                first = look(attempt);
            }
            return first.<Found>map(s -> new Found.There(s.providerId()))
                    .orElseGet(Found.Nowhere::new);
        } catch (ProviderException _) {
            return new Found.NotKnown();
        }
    }

    private Optional<Seen> look(LaunchAttempt attempt) {
        List<PoolSpec> specs =
                transactions
                        .asService(session -> pools.find(session, attempt.pool()))
                        .await()
                        .indefinitely()
                        .map(PoolRow::spec)
                        .stream()
                        .toList();
        return providers.ask(attempt.provider(), "tagged", p -> p.tagged(specs)).stream()
                .filter(s -> s.node().filter(attempt.node()::equals).isPresent())
                .findFirst();
    }
}
