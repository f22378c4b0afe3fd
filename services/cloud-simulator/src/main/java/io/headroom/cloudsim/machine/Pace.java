package io.headroom.cloudsim.machine;

import java.time.Duration;

import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

import io.headroom.cloudsim.journal.Journal;

/// How the providers behave: like clouds, or at once (for benchmarks of everything but the clouds).
@Singleton
public class Pace {

    private static final String JOURNAL = "pace";

    /// The shortcuts taken.
    ///
    /// @param on calls are answered at once, nothing is throttled, descriptions are never behind, no spot machine is reclaimed
    /// @param unlimitedCapacity nothing is ever sold out
    /// @param boot how long machines boot while it is on; absent: no time at all
    public record AtOnce(boolean on, boolean unlimitedCapacity, @Nullable Duration boot) {

        Duration bootTime() {
            return boot == null ? Duration.ZERO : boot;
        }
    }

    private final Journal journal;
    private volatile AtOnce atOnce;

    public Pace(Journal journal) {
        this.journal = journal;
        this.atOnce =
                journal.take(JOURNAL, AtOnce.class)
                        .getOrDefault("at-once", new AtOnce(false, false, null));
    }

    public AtOnce atOnce() {
        return atOnce;
    }

    public void set(AtOnce wanted) {
        journal.put(JOURNAL, "at-once", wanted);
        atOnce = wanted;
    }
}
