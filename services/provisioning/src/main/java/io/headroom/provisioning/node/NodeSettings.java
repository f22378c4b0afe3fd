package io.headroom.provisioning.node;

import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How long each stage of a node's life may take: `headroom.nodes.*`. Virtual time, unless it says real.
@ConfigMapping(prefix = "headroom.nodes")
public interface NodeSettings {

    /// Where a node's agent finds this service; from the node, not from here.
    Optional<String> joinUrl();

    /// Where agents find the bus; this service's own address without it.
    Optional<String> agentNatsUrl();

    /// The slowest machines need 8 minutes. Half gives up on some that would have come; twice pays longer for those that never do.
    @WithDefault("PT12M")
    Duration bootWithin();

    /// Real: booting takes that long at any speed of the clock, for real processes start.
    @WithDefault("PT20S")
    Duration bootWithinReal();

    /// A one-time token is of use that long after the money was granted.
    @WithDefault("PT15M")
    Duration joinWithin();

    /// Real: the least that it is of use, for real processes have to start.
    @WithDefault("PT60S")
    Duration joinWithinReal();

    /// Several heartbeats. Half calls a node lost that only hiccups, twice keeps its replicas waiting.
    @WithDefault("PT60S")
    Duration lostAfter();

    /// Real: a killed service must be back before its nodes are called lost.
    @WithDefault("PT10S")
    Duration lostAfterReal();

    /// How long a person's drain waits for the replicas to leave, unless it says otherwise.
    @WithDefault("PT30M")
    Duration drainWithin();

    /// How often what providers show is compared with the rows.
    @WithDefault("PT60S")
    Duration sweepEvery();

    /// Real: the least time between two looks, at any speed of the clock. Half asks providers twice as often, whose calls are counted.
    @WithDefault("PT2S")
    Duration sweepEveryReal();

    /// Absence counts only of what is older: providers need a while to show a new machine.
    @WithDefault("PT60S")
    Duration absenceAfter();

    /// Real: the least age, at any speed of the clock.
    @WithDefault("PT10S")
    Duration absenceAfterReal();

    /// Real: an attempt whose calls keep failing is looked for by its tag after so long, and given up if it is not there.
    @WithDefault("PT60S")
    Duration launchWithinReal();

    /// No node lives longer: it is drained before, and bought anew where it is still wanted. Its agent's identity ends a day later,
    /// and Compute Engine is told at the launch to delete the machine by then. Half replaces machines twice as often, which moves
    /// what runs for long; twice lets a machine that everybody forgot cost twice as much.
    @WithDefault("P7D")
    Duration maxLife();

    /// A machine that is not stopped by then is ended. Clouds take a minute or two; half would end some that are nearly there, twice
    /// pays longer for one that hangs.
    @WithDefault("PT10M")
    Duration stopWithin();

    /// Real: the least time for it, at any speed of the clock.
    @WithDefault("PT20S")
    Duration stopWithinReal();
}
