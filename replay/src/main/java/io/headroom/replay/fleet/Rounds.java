package io.headroom.replay.fleet;

import java.time.Instant;

import io.headroom.replay.fleet.given.Scenario;
import io.headroom.replay.fleet.given.Strategy;
import io.headroom.replay.fleet.work.Agenda;
import io.headroom.replay.fleet.work.WaitingRoom;

/// When the planners are asked: for places once something has changed, for nodes once the policy has collected what is missing.
final class Rounds {

    private final Scenario scenario;
    private final Agenda agenda;
    private final WaitingRoom waiting;
    private final Placing placing;
    private final Scaling scaling;
    private final BuyWindow window;
    private boolean dirty;
    private boolean placePlanned;

    Rounds(
            Scenario scenario,
            Strategy strategy,
            Agenda agenda,
            WaitingRoom waiting,
            Placing placing,
            Scaling scaling) {
        this.scenario = scenario;
        this.agenda = agenda;
        this.waiting = waiting;
        this.placing = placing;
        this.scaling = scaling;
        this.window = new BuyWindow(strategy);
    }

    /// What waits has changed, or what it might run on.
    void changed() {
        dirty = true;
    }

    /// Something has become free, or time has passed: that matters to what waits alone.
    void freed() {
        dirty |= waiting.size() > 0;
    }

    boolean isDue() {
        return dirty;
    }

    /// Nothing else happens at this instant.
    void settle(Instant now) {
        if (waiting.size() == 0) {
            dirty = false;
        } else if (scenario.tick().isZero()) {
            place(now);
        } else if (!placePlanned) {
            placePlanned = true;
            long tick = scenario.tick().toMillis();
            long at = (now.toEpochMilli() / tick + 1) * tick;
            agenda.add(Instant.ofEpochMilli(at), new Agenda.Entry.Place());
        }
    }

    /// It is time to place what has come.
    void placeAsPlanned(Instant now) {
        placePlanned = false;
        place(now);
    }

    private void place(Instant now) {
        dirty = false;
        placing.place(now);
        if (waiting.size() == 0) {
            return;
        }
        if (window.isImmediate()) {
            scale(now);
            return;
        }
        Instant look = window.missing(now);
        if (look != null) {
            agenda.add(look, new Agenda.Entry.Buy());
        }
    }

    /// It is time to buy what is missing.
    void buy(Instant now) {
        Instant later = window.stillOpen(now);
        if (later != null) {
            agenda.add(later, new Agenda.Entry.Buy());
            return;
        }
        placing.place(now);
        scale(now);
        if (waiting.size() > 0 && !window.isImmediate()) {
            agenda.add(window.again(now), new Agenda.Entry.Buy());
        }
    }

    /// A minute has passed.
    void minute(Instant now) {
        freed();
        // What came since the last turn has not been tried yet: it is not missing before it has.
        placing.place(now);
        scale(now);
    }

    private void scale(Instant now) {
        if (scaling.scale(placing.shortfalls(now), now)) {
            placing.place(now);
        }
    }
}
