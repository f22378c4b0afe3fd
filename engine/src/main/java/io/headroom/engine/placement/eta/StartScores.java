package io.headroom.engine.placement.eta;

import java.util.Collections;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

import io.headroom.engine.placement.eta.ToldStart.Ahead;

/// What estimates were worth: all of them, by how far ahead they looked, and by what was waited for.
public record StartScores(
        StartAccuracy all,
        SequencedMap<Ahead, StartAccuracy> byAhead,
        SequencedMap<String, StartAccuracy> byWaitedFor) {

    public StartScores {
        byAhead = Collections.unmodifiableSequencedMap(new TreeMap<>(byAhead));
        byWaitedFor = Collections.unmodifiableSequencedMap(new TreeMap<>(byWaitedFor));
    }

    public static StartScores of(List<ToldStart> told) {
        SequencedMap<Ahead, StartAccuracy> byAhead = new TreeMap<>();
        SequencedMap<String, StartAccuracy> byWaitedFor = new TreeMap<>();
        for (ToldStart one : told) {
            StartAccuracy its = StartAccuracy.of(one);
            byAhead.merge(one.ahead(), its, StartAccuracy::plus);
            byWaitedFor.merge(one.waitedFor(), its, StartAccuracy::plus);
        }
        return new StartScores(StartAccuracy.of(told), byAhead, byWaitedFor);
    }
}
