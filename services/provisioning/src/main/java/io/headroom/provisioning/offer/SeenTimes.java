package io.headroom.provisioning.offer;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.headroom.engine.scaling.LeadTime;
import io.headroom.engine.scaling.Offer;
import io.headroom.provisioning.pool.LeadTimes;
import io.headroom.provisioning.pool.LeadTimes.Learned;

/// How long what a pool has bought and woken took to come: what its offers say of it.
final class SeenTimes {

    /// What a wake is thought to take of a boot before any was seen. At half of it a first wake looks better than most are, at twice nobody is woken.
    private static final double OF_A_FIRST_BOOT = 0.6;

    private final Map<String, Learned> byStage = new HashMap<>();

    SeenTimes(List<Learned> learned) {
        learned.forEach(l -> byStage.put(key(l.stage(), l.pool(), l.instanceType()), l));
    }

    /// An offer of a new node, as those before it came.
    Offer ofNew(Offer offer) {
        return offer.seen(
                boot(offer), find(LeadTimes.LEAD, offer).flatMap(Learned::lead).orElse(null));
    }

    /// An offer of a stopped one, as those before it woke.
    Offer ofStopped(Offer offer) {
        Optional<Learned> wake = find(LeadTimes.WAKE, offer);
        if (wake.isEmpty()) {
            long first = (long) (boot(offer).toMillis() * OF_A_FIRST_BOOT);
            return offer.seen(Duration.ofMillis(first), null);
        }
        @Nullable LeadTime lead =
                find(LeadTimes.WAKE_LEAD, offer).flatMap(Learned::lead).orElse(null);
        return offer.seen(wake.get().mean(), lead);
    }

    private Duration boot(Offer offer) {
        return find(LeadTimes.BOOT, offer).map(Learned::mean).orElse(offer.boot());
    }

    private Optional<Learned> find(String stage, Offer offer) {
        return Optional.ofNullable(
                byStage.get(key(stage, offer.pool(), offer.template().instanceType())));
    }

    private static String key(String stage, String pool, String type) {
        return stage + "/" + pool + "/" + type;
    }
}
