package io.headroom.placement.foreseen;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.contracts.forecast.SeriesKey;
import io.headroom.platform.bus.InboundEvent;
import io.headroom.platform.inbox.Inbox;

/// Keeps what is expected. Nobody is woken: the next plan is made with it.
@ApplicationScoped
public class ForecastEvents {

    private final Inbox inbox;
    private final ForecastTable table;

    @Inject
    ForecastEvents(Inbox inbox, ForecastTable table) {
        this.inbox = inbox;
        this.table = table;
    }

    @Incoming("forecast")
    Uni<Void> hear(List<InboundEvent> events) {
        return inbox.once(
                events,
                (session, fresh) -> {
                    Map<SeriesKey, DemandForecast> newest = new LinkedHashMap<>();
                    for (InboundEvent event : fresh) {
                        DemandForecast said = event.as(DemandForecast.class);
                        newest.merge(
                                said.series(), said, (a, b) -> a.version() > b.version() ? a : b);
                    }
                    return table.put(session, newest.values()).replaceWithVoid();
                });
    }
}
