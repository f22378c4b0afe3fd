package io.headroom.engine.fleet;

import java.util.Comparator;
import java.util.List;

/// The workloads that wait, by id; their order of service is the planner's.
public record Queue(List<Waiting> waiting) {

    public static final Queue EMPTY = new Queue(List.of());

    public Queue {
        waiting = waiting.stream().sorted(Comparator.comparing(Waiting::id)).toList();
        for (int i = 1; i < waiting.size(); i++) {
            if (waiting.get(i).id().equals(waiting.get(i - 1).id())) {
                throw new IllegalArgumentException(waiting.get(i).id() + " waits twice");
            }
        }
    }

    public static Queue of(Waiting... waiting) {
        return new Queue(List.of(waiting));
    }
}
