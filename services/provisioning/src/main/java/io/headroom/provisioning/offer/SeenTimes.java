package io.headroom.provisioning.offer;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.headroom.engine.scaling.fact.Offer;
import io.headroom.engine.scaling.learned.LeadTime;
import io.headroom.engine.scaling.learned.Preparing;
import io.headroom.provisioning.pool.LeadTimes;
import io.headroom.provisioning.pool.LeadTimes.Learned;
import io.headroom.provisioning.pool.NodeBefore;

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
                        boot(offer),
                        find(LeadTimes.LEAD, offer).flatMap(Learned::lead).orElse(null))
                .preparing(preparing(offer, NodeBefore.COLD));
    }

    /// An offer of a stopped one, as those before it woke.
    Offer ofStopped(Offer offer) {
        Optional<Learned> wake = find(LeadTimes.WAKE, offer);
        if (wake.isEmpty()) {
            long first = (long) (boot(offer).toMillis() * OF_A_FIRST_BOOT);
            return prepared(offer.seen(Duration.ofMillis(first), null));
        }
        @Nullable LeadTime lead =
                find(LeadTimes.WAKE_LEAD, offer).flatMap(Learned::lead).orElse(null);
        return prepared(offer.seen(wake.get().mean(), lead));
    }

    /// As on one that is bought until it was seen: what its disk kept may be of no use.
    private Offer prepared(Offer stopped) {
        boolean seen = find(NodeBefore.STOPPED.prepare(), stopped).isPresent();
        return stopped.preparing(preparing(stopped, seen ? NodeBefore.STOPPED : NodeBefore.COLD));
    }

    /// Without a look at nodes that are used nothing is known to be saved by them.
    private Preparing preparing(Offer offer, NodeBefore before) {
        Duration first = mean(before.prepare(), offer).orElse(Duration.ZERO);
        Duration again = mean(NodeBefore.READY.prepare(), offer).orElse(first);
        return new Preparing(first, again);
    }

    private Optional<Duration> mean(String stage, Offer offer) {
        return find(stage, offer).map(Learned::mean);
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
