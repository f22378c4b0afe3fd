package io.headroom.provisioning.launch;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.headroom.provisioning.provider.LaunchAttempt;
import io.headroom.provisioning.provider.Launched;
import io.headroom.provisioning.provider.ProviderException;
import io.headroom.provisioning.provider.Reach;
import io.headroom.provisioning.provider.Seen;
import io.headroom.provisioning.provider.lane.Providers;

/// Looks for an attempt's machine by its tag, when no call tells what became of it.
@Singleton
final class Search {

    /// Providers show a new machine within seconds: two looks this far apart miss none.
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

    /// What a search came to.
    sealed interface Found {
        record There(Launched launched) implements Found {}

        record Nowhere() implements Found {}

        /// The provider does not answer that either.
        record NotKnown() implements Found {}
    }

    private final Providers providers;

    @Inject
    Search(Providers providers) {
        this.providers = providers;
    }

    Found byTag(LaunchAttempt attempt) throws InterruptedException {
        try {
            Optional<Seen> first = look(attempt);
            if (first.isEmpty()) {
                Thread.sleep(BETWEEN_LOOKS);
                first = look(attempt);
            }
            return first.<Found>map(
                            s -> new Found.There(new Launched(s.providerId(), s.launchedAt())))
                    .orElseGet(Found.Nowhere::new);
        } catch (ProviderException _) {
            return new Found.NotKnown();
        }
    }

    private Optional<Seen> look(LaunchAttempt attempt) {
        // Not where its pool is now: that may have been changed since.
        Reach reach = Reach.of(List.of(), List.of(attempt.place()));
        return providers.ask(attempt.provider(), "tagged", p -> p.tagged(reach)).stream()
                .filter(s -> s.node().filter(attempt.node()::equals).isPresent())
                // That a machine is there says nothing of its start, unless it runs.
                .filter(s -> !attempt.startsAgain() || s.state() == Seen.State.RUNNING)
                .findFirst();
    }
}
