package io.headroom.cloudsim.machine;

import jakarta.inject.Singleton;

import io.headroom.cloudsim.journal.Journal;

/// How the providers behave: like clouds, or at once (for benchmarks of everything but the clouds).
@Singleton
public class Pace {

    private static final String JOURNAL = "pace";

    /// The shortcuts taken.
    ///
    /// @param on machines boot in no time, nothing is throttled, descriptions are never behind
    /// @param unlimitedCapacity nothing is ever sold out
    public record AtOnce(boolean on, boolean unlimitedCapacity) {}

    private final Journal journal;
    private volatile AtOnce atOnce;

    public Pace(Journal journal) {
        this.journal = journal;
        this.atOnce =
                journal.take(JOURNAL, AtOnce.class)
                        .getOrDefault("at-once", new AtOnce(false, false));
    }

    public AtOnce atOnce() {
        return atOnce;
    }

    public void set(AtOnce wanted) {
        journal.put(JOURNAL, "at-once", wanted);
        atOnce = wanted;
    }
}
