package io.headroom.forecast.requests;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.agent.Telemetry;
import io.headroom.contracts.agent.Uncounted;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.workload.WorkloadId;

import static org.assertj.core.api.Assertions.assertThat;

/// Each replica counts once, with what was said of it last, for as long as that says something of now.
class RateBookTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final WorkloadId CHAT = new WorkloadId(new UUID(0, 1));
    private static final NodeId ONE = new NodeId(new UUID(1, 1));
    private static final NodeId OTHER = new NodeId(new UUID(1, 2));

    private final RateBook book = new RateBook(Duration.ofMinutes(2));

    @Test
    void replicas_on_several_nodes_add_up() {
        book.hear(said(ONE, 0, counted(0, 1, 10.0), counted(1, 1, 5.0)), NOON);
        book.hear(said(OTHER, 3, counted(2, 1, 7.5)), NOON);
        assertThat(book.rates(NOON)).containsEntry(CHAT.value(), new Rate(22.5, 3));
    }

    @Test
    void what_is_said_twice_or_late_counts_once() {
        book.hear(said(ONE, 30, counted(0, 1, 10.0)), NOON);
        book.hear(said(ONE, 30, counted(0, 1, 10.0)), NOON);
        book.hear(said(ONE, 0, counted(0, 1, 99.0)), NOON);
        assertThat(book.rates(NOON)).containsEntry(CHAT.value(), new Rate(10, 1));
    }

    @Test
    void a_replica_that_moved_counts_where_it_is_now() {
        book.hear(said(ONE, 0, counted(0, 1, 10.0)), NOON);
        book.hear(said(OTHER, 5, counted(0, 2, 4.0)), NOON);
        book.hear(said(ONE, 30, counted(0, 1, 10.0)), NOON);
        assertThat(book.rates(NOON)).containsEntry(CHAT.value(), new Rate(4, 1));
    }

    @Test
    void what_cannot_be_counted_stands_as_it_was_until_it_is_too_old_and_then_is_not_known() {
        book.hear(said(ONE, 0, counted(0, 1, 10.0)), NOON);
        Instant later = NOON.plusSeconds(60);
        book.hear(said(ONE, 60, uncounted(Uncounted.NO_ANSWER)), later);
        assertThat(book.rates(later)).containsEntry(CHAT.value(), new Rate(10, 1));
        assertThat(book.uncounted(later)).containsEntry(Uncounted.NO_ANSWER, 1);
        assertThat(book.rates(NOON.plusSeconds(121))).isEmpty();
        assertThat(book.uncounted(NOON.plusSeconds(300))).isEmpty();
    }

    @Test
    void no_requests_are_known_to_be_none() {
        book.hear(said(ONE, 0, counted(0, 1, 0.0)), NOON);
        assertThat(book.rates(NOON)).containsEntry(CHAT.value(), new Rate(0, 1));
    }

    private static Telemetry said(NodeId node, int second, Telemetry.Requests... requests) {
        return new Telemetry(node, NOON.plusSeconds(second), List.of(), null, List.of(requests));
    }

    private static Telemetry.Requests counted(int replica, int attempt, double perSecond) {
        return requests(replica, attempt, perSecond, null);
    }

    private static Telemetry.Requests uncounted(Uncounted why) {
        return requests(0, 1, null, why);
    }

    private static Telemetry.Requests requests(
            int replica, int attempt, @Nullable Double perSecond, @Nullable Uncounted why) {
        return new Telemetry.Requests(CHAT, replica, attempt, perSecond, why);
    }
}
