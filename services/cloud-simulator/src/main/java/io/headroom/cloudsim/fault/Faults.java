package io.headroom.cloudsim.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import io.headroom.cloudsim.journal.Journal;
import io.headroom.cloudsim.market.Dice;

/// The faults that are switched on; they survive a restart of the simulator.
@Singleton
public class Faults {

    private static final String JOURNAL = "faults";

    /// The journal's value.
    record Switched(List<Fault> on) {}

    private final Journal journal;
    private final Dice dice = new Dice(7);
    private final List<Strikes> on = new ArrayList<>();
    private long draws;

    /// A fault and how often it struck.
    private static final class Strikes {
        private final Fault fault;
        private int count;

        Strikes(Fault fault) {
            this.fault = fault;
        }

        boolean over() {
            Integer times = fault.times();
            return times != null && count >= times;
        }
    }

    public Faults(Journal journal) {
        this.journal = journal;
        journal.take(JOURNAL, Switched.class)
                .values()
                .forEach(s -> s.on().forEach(f -> on.add(new Strikes(f))));
    }

    public synchronized List<Fault> on() {
        return on.stream().filter(s -> !s.over()).map(s -> s.fault).toList();
    }

    /// These and no others.
    public synchronized void set(List<Fault> faults) {
        on.clear();
        faults.forEach(f -> on.add(new Strikes(f)));
        journal.put(JOURNAL, "on", new Switched(faults));
    }

    public synchronized void switchOn(Fault fault) {
        List<Fault> all = new ArrayList<>(on());
        all.add(fault);
        set(all);
    }

    public synchronized void switchOff(Fault.Kind kind) {
        set(on().stream().filter(f -> f.kind() != kind).toList());
    }

    /// Whether a fault is on here, without counting it as a strike.
    public synchronized boolean active(Fault.Kind kind, Occasion occasion) {
        return on.stream()
                .anyMatch(s -> s.fault.kind() == kind && !s.over() && s.fault.concerns(occasion));
    }

    /// The fault that strikes now, if one does.
    public synchronized Optional<Fault> strike(Fault.Kind kind, Occasion occasion) {
        for (Strikes candidate : on) {
            Fault fault = candidate.fault;
            if (fault.kind() != kind || candidate.over() || !fault.concerns(occasion)) {
                continue;
            }
            Double share = fault.share();
            if (share == null || dice.share(kind, draws++) < share) {
                candidate.count++;
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }
}
