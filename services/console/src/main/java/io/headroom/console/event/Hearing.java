package io.headroom.console.event;

import java.util.List;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import io.headroom.console.fleet.FleetBook;
import io.headroom.platform.bus.InboundEvent;

/// Hears everything, from the start of the streams at each start of the process.
@ApplicationScoped
public class Hearing {

    private final EventLog log;
    private final FleetBook fleet;

    @Inject
    Hearing(EventLog log, FleetBook fleet) {
        this.log = log;
        this.fleet = fleet;
    }

    @Incoming("provisioning")
    Uni<Void> provisioning(List<InboundEvent> events) {
        return hear(events);
    }

    @Incoming("placement")
    Uni<Void> placement(List<InboundEvent> events) {
        return hear(events);
    }

    @Incoming("cost")
    Uni<Void> cost(List<InboundEvent> events) {
        return hear(events);
    }

    @Incoming("forecast")
    Uni<Void> forecast(List<InboundEvent> events) {
        return hear(events);
    }

    /// Takes in events of any context.
    public Uni<Void> hear(List<InboundEvent> events) {
        for (InboundEvent event : events) {
            Kinds.read(event)
                    .filter(said -> log.add(event, said))
                    .ifPresent(said -> fleet.apply(event.time(), said));
        }
        return Uni.createFrom().voidItem();
    }
}
