package io.headroom.engine.placement;

import java.util.Comparator;
import java.util.List;

import io.headroom.engine.fleet.Queue;
import io.headroom.engine.fleet.Waiting;

/// Who is served first: the higher priority, then who has waited longer, then the id.
final class Order {

    private static final Comparator<Waiting> OF_SERVICE =
            Comparator.comparingInt(Waiting::priority)
                    .reversed()
                    .thenComparing(Waiting::submittedAt)
                    .thenComparing(Waiting::id);

    private Order() {}

    static List<Waiting> of(Queue queue) {
        return queue.waiting().stream().sorted(OF_SERVICE).toList();
    }
}
