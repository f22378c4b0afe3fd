package io.headroom.forecast.requests;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.UUID;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

import io.headroom.contracts.agent.Telemetry;
import io.headroom.contracts.agent.Uncounted;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.time.VirtualClock;
import io.headroom.platform.bus.BusConnection;
import io.headroom.platform.service.ThisService;

/// What agents say of the requests that their replicas serve, kept in memory by every process of the service: the one that leads writes down what it makes of
/// it, and the next one knows as much.
@Singleton
public final class RatesHeard {

    private static final Logger LOG = Logger.getLogger(RatesHeard.class);

    /// Virtual: four times what agents wait between two of them. Half would forget a rate with two lost messages, twice would hold that of a dead node for
    /// as long as another takes to come.
    private static final Duration FRESH = Duration.ofMinutes(2);

    /// Four times the shortest that agents wait.
    private static final Duration REAL_FLOOR = Duration.ofSeconds(20);

    private final BusConnection bus;
    private final ThisService self;
    private final VirtualClock clock;
    private final RateBook book;

    @Inject
    RatesHeard(BusConnection bus, ThisService self, VirtualClock clock) {
        this.bus = bus;
        this.self = self;
        this.clock = clock;
        this.book = new RateBook(clock.atLeastReal(FRESH, REAL_FLOOR));
    }

    void start(@Observes StartupEvent event) {
        bus.subscribe("headroom." + self.cell() + ".agent.telemetry.*", this::hear);
    }

    private void hear(String subject, byte[] body) {
        try {
            Telemetry said = HeadroomJson.tolerant().readValue(body, Telemetry.class);
            // The server lets an agent speak under its own node's subject alone.
            if (subject.endsWith("." + said.node())) {
                book.hear(said, clock.instant());
            }
        } catch (IOException e) {
            LOG.warnf("telemetry on %s is unreadable: %s", subject, e.getMessage());
        }
    }

    /// How many requests come to each workload of which anything is known now.
    public SortedMap<UUID, Rate> rates(Instant now) {
        return book.rates(now);
    }

    /// How many replicas could not be counted the last time, by the reason.
    SortedMap<Uncounted, Integer> uncounted(Instant now) {
        return book.uncounted(now);
    }
}
