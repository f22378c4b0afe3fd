package io.headroom.engine.budget.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;

/// Goes through every state that can be reached, breadth first: what it finds broken it finds in as few steps as possible.
final class Search {

    /// @param breach what is broken, and the steps that lead there; empty when nothing is
    record Result(int states, long transitions, Optional<String> breach) {}

    private record Came(@Nullable Moment from, String by) {}

    private final Map<Moment, Came> seen = new HashMap<>();
    private final ArrayDeque<Moment> waiting = new ArrayDeque<>();
    private long transitions;

    private Search(Rules rules) {
        Moment first = Moment.first(rules);
        seen.put(first, new Came(null, "start"));
        waiting.add(first);
    }

    static Result run(Rules rules) {
        Search search = new Search(rules);
        while (!search.waiting.isEmpty()) {
            for (Moment next : search.following()) {
                Optional<String> breach = next.breach();
                if (breach.isPresent()) {
                    return search.result(Optional.of(breach.get() + search.trace(next)));
                }
            }
        }
        return search.result(Optional.empty());
    }

    /// By how much machines can cost more than a cap, at most, where that cannot be ruled out.
    static Money mostOverCap(Rules rules) {
        Search search = new Search(rules);
        Money most = Money.ZERO;
        while (!search.waiting.isEmpty()) {
            for (Moment next : search.following()) {
                most = most.max(next.overCap());
            }
        }
        return most;
    }

    /// What was not seen before of what may happen next.
    private List<Moment> following() {
        Moment moment = waiting.remove();
        List<Moment> unseen = new ArrayList<>();
        for (Steps.Step step : Steps.from(moment)) {
            transitions++;
            if (seen.putIfAbsent(step.next(), new Came(moment, step.name())) == null) {
                unseen.add(step.next());
                waiting.add(step.next());
            }
        }
        return unseen;
    }

    private Result result(Optional<String> breach) {
        return new Result(seen.size(), transitions, breach);
    }

    private String trace(Moment last) {
        List<String> lines = new ArrayList<>();
        @Nullable Moment at = last;
        while (at != null) {
            Came came = seen.get(at);
            if (came == null) {
                break;
            }
            lines.addFirst("\n  " + came.by() + ": " + at);
            at = came.from();
        }
        return String.join("", lines);
    }
}
