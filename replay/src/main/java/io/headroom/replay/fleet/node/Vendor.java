package io.headroom.replay.fleet.node;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.headroom.engine.scaling.fact.Offer;
import io.headroom.replay.fleet.given.Scenario;

/// What the providers of a replay have to sell, and which of their refusals the policy still remembers.
final class Vendor {

    private final Scenario scenario;
    private final Duration memory;
    private final Map<String, Instant> shortUntil = new LinkedHashMap<>();

    Vendor(Scenario scenario, Duration memory) {
        this.scenario = scenario;
        this.memory = memory;
    }

    /// Offers that are not known to be out of stock; a stopped node starts only where there is room for it.
    List<Offer> offers(List<Offer> stopped, Instant now) {
        return Stream.concat(stopped.stream(), scenario.offers().stream())
                .filter(o -> !now.isBefore(shortUntil.getOrDefault(kind(o), Instant.MIN)))
                .toList();
    }

    /// Whether a node can be had; a refusal is remembered.
    boolean sells(Offer offer, Collection<SimNode> alive, Instant now) {
        boolean has = has(offer, alive, now);
        if (!has) {
            shortUntil.put(kind(offer), now.plus(memory));
        }
        return has;
    }

    private boolean has(Offer offer, Collection<SimNode> alive, Instant now) {
        if (scenario.provider().isShort(kind(offer), scenario.seed(), now)) {
            return false;
        }
        for (Scenario.Capacity limit : scenario.capacity()) {
            if ((limit.zone() + "/" + limit.instanceType()).equals(place(offer))
                    && alive.stream()
                                    .filter(n -> isOn(n) && place(n.offer).equals(place(offer)))
                                    .count()
                            >= limit.nodes()) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOn(SimNode node) {
        return !node.isStopped() && !node.isStopping();
    }

    private static String kind(Offer offer) {
        return place(offer) + "/" + offer.capacityType();
    }

    private static String place(Offer offer) {
        return offer.zone() + "/" + offer.template().instanceType();
    }
}
