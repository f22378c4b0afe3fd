package io.headroom.forecast.series;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.headroom.forecast.measure.Level;
import io.headroom.forecast.measure.Origin;
import io.headroom.forecast.part.Dimension;
import io.headroom.forecast.part.PartKey;
import io.headroom.forecast.requests.Rate;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// What is asked for is demand, and what requests need beyond it is, once.
class DemandNowTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final String SERIES = "default/H100";

    @Test
    void requests_that_need_more_than_is_asked_for_are_demand_of_the_lane_and_of_its_parts() {
        LiveWorkload chat = serving(1, "chat", 4, 1);
        DemandNow now = DemandNow.of(List.of(chat, training(2)), rate(chat, 75), NOON);
        assertThat(now.wanted().series()).containsEntry(SERIES, 8.0 + 2.0);
        assertThat(now.wanted().parts())
                .containsEntry(new PartKey(SERIES, Dimension.TENANT, "ads"), 8.0)
                .containsEntry(new PartKey(SERIES, Dimension.CLASS, "online-inference"), 8.0)
                .containsEntry(new PartKey(SERIES, Dimension.SHAPE, "whole"), 10.0);
        assertThat(now.requests()).hasSize(1);
        assertThat(now.requests().getFirst().asked()).isEqualTo(4);
        assertThat(now.requests().getFirst().above()).isEqualTo(4);
    }

    @Test
    void fewer_requests_than_were_asked_for_take_nothing_away() {
        LiveWorkload chat = serving(1, "chat", 4, 1);
        DemandNow now = DemandNow.of(List.of(chat), rate(chat, 3), NOON);
        assertThat(now.wanted().series()).containsEntry(SERIES, 4.0);
        assertThat(now.requests().getFirst().above()).isZero();
    }

    @Test
    void what_is_not_known_is_no_minute_and_takes_nothing_away() {
        DemandNow now = DemandNow.of(List.of(serving(1, "chat", 4, 1)), new TreeMap<>(), NOON);
        assertThat(now.wanted().series()).containsEntry(SERIES, 4.0);
        assertThat(now.requests()).isEmpty();
    }

    @Test
    void replicas_that_wait_for_the_same_requests_are_not_wanted_twice() {
        LiveWorkload chat = serving(1, "chat", 4, 1);
        LiveWorkload more = serving(2, "chat", 3, 1);
        DemandNow now = DemandNow.of(List.of(chat, more), rate(chat, 75), NOON);
        assertThat(now.wanted().series()).containsEntry(SERIES, 8.0);
        assertThat(now.requests().getFirst().above()).isEqualTo(1);
        LiveWorkload enough = serving(3, "chat", 9, 1);
        assertThat(
                        DemandNow.of(List.of(chat, more, enough), rate(chat, 75), NOON)
                                .wanted()
                                .series())
                .containsEntry(SERIES, 16.0);
    }

    @Test
    void what_waited_before_it_ran_is_asked_for_whole_and_wanted_for_its_requests() {
        LiveWorkload late =
                new LiveWorkload(
                        new UUID(0, 1),
                        SERIES,
                        "ads",
                        "online-inference",
                        "whole",
                        4000,
                        NOON.minusSeconds(600),
                        NOON,
                        600.0,
                        "default",
                        "chat",
                        1000L,
                        10.0);
        DemandNow now = DemandNow.of(List.of(late), rate(late, 40), NOON);
        assertThat(now.wanted().series().get(SERIES)).isCloseTo(4, within(1e-9));
        assertThat(now.requests().getFirst().asked()).isEqualTo(4);
        assertThat(now.requests().getFirst().above()).isZero();
    }

    @Test
    void another_service_has_its_own_requests() {
        LiveWorkload chat = serving(1, "chat", 4, 1);
        LiveWorkload code = serving(2, "code", 4, 1);
        SortedMap<UUID, Rate> rates = rate(chat, 75);
        rates.putAll(rate(code, 50));
        assertThat(DemandNow.of(List.of(chat, code), rates, NOON).wanted().series())
                .containsEntry(SERIES, 8.0 + 5.0);
    }

    @Test
    void what_is_needed_is_whole_replicas() {
        LiveWorkload large = serving(1, "chat", 2, 4);
        assertThat(DemandNow.of(List.of(large), rate(large, 81), NOON).wanted().series())
                .containsEntry(SERIES, 12.0);
        assertThat(DemandNow.of(List.of(large), rate(large, 80), NOON).wanted().series())
                .containsEntry(SERIES, 8.0);
    }

    @Test
    void what_is_wanted_is_what_runs_and_waits_less_what_is_outlived_and_what_nobody_asked_for() {
        LiveWorkload chat = serving(1, "chat", 4, 1);
        LiveWorkload runs = waited(2, NOON, NOON);
        LiveWorkload ranLate = waited(3, NOON.minusSeconds(120), NOON.minusSeconds(60));
        LiveWorkload waits = waited(4, NOON.minusSeconds(90), null);
        DemandNow now = DemandNow.of(List.of(chat, runs, ranLate, waits), rate(chat, 75), NOON);
        Level serves =
                requireNonNull(
                        now.levels().get(new Origin(SERIES, "ads", "online-inference", "whole")));
        Level trains =
                requireNonNull(now.levels().get(new Origin(SERIES, "ads", "training", "whole")));
        assertThat(now.levels()).hasSize(2);
        assertThat(trains.running()).isEqualTo(6000);
        assertThat(serves.queued()).isEqualTo(4000);
        assertThat(trains.queued()).isEqualTo(3000);
        assertThat(serves.waiting() + trains.waiting()).isEqualTo(2);
        assertThat(serves.unasked()).isEqualTo(4);
        assertThat(trains.outlived())
                .isCloseTo(3 * (1 - Math.exp(-1)) + 3 * (1 - Math.exp(-1.5)), within(1e-9));
        assertThat(serves.wanted() + trains.wanted())
                .isCloseTo(now.wanted().series().get(SERIES), within(1e-9));
        assertThat(serves.wanted())
                .isCloseTo(
                        now.wanted()
                                .parts()
                                .get(new PartKey(SERIES, Dimension.CLASS, "online-inference")),
                        within(1e-9));
    }

    /// Three GPUs, thought to run for a minute.
    private static LiveWorkload waited(int id, Instant submitted, @Nullable Instant started) {
        return new LiveWorkload(
                new UUID(0, id),
                SERIES,
                "ads",
                "training",
                "whole",
                3000,
                submitted,
                started,
                60.0,
                "default",
                "run-" + id,
                3000L,
                null);
    }

    private static SortedMap<UUID, Rate> rate(LiveWorkload live, double perSecond) {
        SortedMap<UUID, Rate> rates = new TreeMap<>();
        rates.put(live.workload(), new Rate(perSecond, 1));
        return rates;
    }

    /// Each GPU should be given ten requests in a second.
    private static LiveWorkload serving(int id, String name, int replicas, int gpus) {
        return live(id, "ads", "online-inference", name, replicas * gpus, gpus, 10.0);
    }

    private static LiveWorkload training(int gpus) {
        return live(99, "research", "training", "run", gpus, gpus, null);
    }

    private static LiveWorkload live(
            int id,
            String tenant,
            String workloadClass,
            String name,
            int gpus,
            int replicaGpus,
            @Nullable Double perSecondPerGpu) {
        return new LiveWorkload(
                new UUID(0, id),
                SERIES,
                tenant,
                workloadClass,
                "whole",
                gpus * 1000L,
                NOON,
                null,
                null,
                "default",
                name,
                replicaGpus * 1000L,
                perSecondPerGpu);
    }
}
