package io.headroom.engine.fairness;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.headroom.engine.fleet.Waiting;

/// Who of a tenant's own takes which of its turns. The turns are given by priority and wait, as if nobody had a deadline. Neighbours in a lane's
/// line that are of one tenant and one priority exchange theirs: whoever must start soonest takes the first.
///
/// When one must start: at its deadline less the time it is thought to run; at the latest, and without a deadline, when it becomes overdue, for
/// then it goes before all others. So a deadline brings forward and never puts back, nobody is overtaken by one that could as well wait longer
/// than itself, and nobody ever is once it is overdue. A deadline that has passed counts for nothing: what goes first for it would only make
/// others late, too.
///
/// In one line of several tenants nobody passes anyone of another tenant: the same ones are before each as without deadlines.
final class Turns {

    /// A turn in the line.
    ///
    /// @param of who has it by priority and wait; @param takenBy who goes
    record Turn(Waiting of, Waiting takenBy) {}

    private final Duration overdue;
    private final Instant now;

    private Turns(Duration overdue, Instant now) {
        this.overdue = overdue;
        this.now = now;
    }

    /// @param line by priority and wait
    static List<Turn> of(List<Waiting> line, Duration overdue, Instant now) {
        if (line.stream().allMatch(one -> one.deadline() == null)) {
            return line.stream().map(one -> new Turn(one, one)).toList();
        }
        return new Turns(overdue, now).exchanged(line);
    }

    private List<Turn> exchanged(List<Waiting> line) {
        Map<String, List<Integer>> places = new LinkedHashMap<>();
        for (int place = 0; place < line.size(); place++) {
            places.computeIfAbsent(line.get(place).lane(), _ -> new ArrayList<>()).add(place);
        }
        List<Waiting> going = new ArrayList<>(line);
        for (List<Integer> lane : places.values()) {
            for (int from = 0; from < lane.size(); ) {
                int to = from + 1;
                while (to < lane.size()
                        && areNeighbours(line.get(lane.get(from)), line.get(lane.get(to)))) {
                    to++;
                }
                exchange(line, lane.subList(from, to), going);
                from = to;
            }
        }
        List<Turn> turns = new ArrayList<>(line.size());
        for (int place = 0; place < line.size(); place++) {
            turns.add(new Turn(line.get(place), going.get(place)));
        }
        return turns;
    }

    private static boolean areNeighbours(Waiting one, Waiting other) {
        return one.priority() == other.priority() && one.tenant().equals(other.tenant());
    }

    private void exchange(List<Waiting> line, List<Integer> places, List<Waiting> going) {
        List<Waiting> own =
                places.stream()
                        .map(line::get)
                        .sorted(
                                Comparator.comparing(this::mustStart)
                                        .thenComparing(ServiceOrder.BY_WAIT))
                        .toList();
        for (int i = 0; i < own.size(); i++) {
            going.set(places.get(i), own.get(i));
        }
    }

    private Instant mustStart(Waiting one) {
        Instant atTheLatest = one.submittedAt().plus(overdue);
        Instant deadline = one.deadline();
        Instant latest = one.latestStart();
        boolean counts = deadline != null && deadline.isAfter(now);
        return counts && latest != null && latest.isBefore(atTheLatest) ? latest : atTheLatest;
    }
}
