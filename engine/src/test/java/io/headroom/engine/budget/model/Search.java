package io.headroom.engine.budget.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/// Goes through every state that can be reached, breadth first: what it finds broken it finds in as few steps as possible.
final class Search {

    /// @param breach what is broken, and the steps that lead there; empty when nothing is
    record Result(int states, long transitions, Optional<String> breach) {}

    private record Came(@Nullable Moment from, String by) {}

    private Search() {}

    static Result run(Rules rules) {
        Map<Moment, Came> seen = new HashMap<>();
        ArrayDeque<Moment> waiting = new ArrayDeque<>();
        Moment first = Moment.first(rules);
        seen.put(first, new Came(null, "start"));
        waiting.add(first);
        long transitions = 0;
        while (!waiting.isEmpty()) {
            Moment moment = waiting.remove();
            for (Steps.Step step : Steps.from(rules, moment)) {
                transitions++;
                if (seen.putIfAbsent(step.next(), new Came(moment, step.name())) == null) {
                    Optional<String> breach = step.next().breach();
                    if (breach.isPresent()) {
                        String how = breach.get() + trace(seen, step.next());
                        return new Result(seen.size(), transitions, Optional.of(how));
                    }
                    waiting.add(step.next());
                }
            }
        }
        return new Result(seen.size(), transitions, Optional.empty());
    }

    private static String trace(Map<Moment, Came> seen, Moment last) {
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
