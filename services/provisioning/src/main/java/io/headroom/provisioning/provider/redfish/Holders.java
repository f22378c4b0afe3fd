package io.headroom.provisioning.provider.redfish;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.headroom.contracts.envelope.Cell;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.time.VirtualClock;
import io.headroom.provisioning.provider.Tags;

/// Knows which node a machine is on for: by our claim, and where there is none by its asset tag. The tag of another cell says that
/// it is none of ours.
@Singleton
final class Holders {

    private static final String ANY_CELL = "headroom/";

    /// A controller may show a machine off for a while after it was told to switch it on. Half forgets whose a slow one is; twice
    /// takes a machine for ours that somebody else switches on just after its node has ended.
    private static final Duration SWITCHING = Duration.ofMinutes(3);

    private static final Duration SWITCHING_REAL = Duration.ofSeconds(20);

    private final Claims claims;
    private final VirtualClock clock;
    private final Cell cell;

    @Inject
    Holders(
            Claims claims,
            VirtualClock clock,
            @ConfigProperty(name = "headroom.cell") String cell) {
        this.claims = claims;
        this.clock = clock;
        this.cell = new Cell(cell);
    }

    /// To be called for a machine that is off, before it is switched on.
    void claim(RedfishSystem system, NodeId node) {
        claims.put(system.url(), new Claims.Claim(node, clock.instant()));
    }

    /// It was not switched on after all.
    void release(RedfishSystem system, NodeId node) {
        claims.drop(system.url(), node);
    }

    boolean isOf(NodeId node, RedfishSystem system) {
        return of(system).filter(node::equals).isPresent();
    }

    /// The node that a machine that is on was switched on for.
    Optional<NodeId> of(RedfishSystem system) {
        String tag = system.assetTag();
        boolean ours = tag.startsWith(ownTag(""));
        if (tag.startsWith(ANY_CELL) && !ours) {
            return Optional.empty();
        }
        return claims.find(system.url())
                .map(Claims.Claim::node)
                .or(() -> ours ? Tags.node(tag.substring(ownTag("").length())) : Optional.empty());
    }

    /// Takes note of how it stands: whoever switches it on after it was off for long does not do it for our node.
    void look(RedfishSystem system) {
        if (system.isOff()) {
            Instant old = clock.instant().minus(clock.atLeastReal(SWITCHING, SWITCHING_REAL));
            claims.find(system.url())
                    .filter(claim -> claim.at().isBefore(old))
                    .ifPresent(claim -> claims.drop(system.url(), claim.node()));
        }
    }

    String tag(NodeId node) {
        return ownTag(node.toString());
    }

    private String ownTag(String node) {
        return ANY_CELL + cell + "/" + node;
    }
}
