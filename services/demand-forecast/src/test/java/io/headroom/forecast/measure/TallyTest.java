package io.headroom.forecast.measure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import io.headroom.forecast.part.Dimension;
import io.headroom.forecast.part.PartKey;

import static io.headroom.forecast.measure.Books.at;
import static org.assertj.core.api.Assertions.assertThat;

/// Every GPU-second is counted once and every arrival, in whatever order and however late events come.
class TallyTest {

    private final Books books = new Books();

    @Test
    void what_begins_and_ends_within_a_minute_is_work_of_that_minute() {
        books.submitted(1, at(5));
        books.runs(1, at(10), at(10));
        books.ended(1, at(5), at(10), at(30));
        assertThat(books.work(0)).isEqualTo(40);
        assertThat(books.arrivals(0)).isEqualTo(1);
    }

    @Test
    void what_runs_is_booked_by_the_loop_and_the_rest_when_it_ends() {
        books.submitted(1, at(0));
        books.runs(1, at(30), at(30));
        books.turn(at(130));
        assertThat(books.work(0)).isEqualTo(60);
        assertThat(books.work(1)).isEqualTo(120);
        assertThat(books.work(2)).isZero();
        books.ended(1, at(0), at(30), at(140));
        assertThat(books.work(2)).isEqualTo(40);
    }

    @Test
    void an_end_that_is_heard_of_late_takes_back_what_was_booked_since() {
        books.submitted(1, at(0));
        books.runs(1, at(0), at(0));
        books.turn(at(300));
        books.ended(1, at(0), at(0), at(90));
        assertThat(books.work(0)).isEqualTo(120);
        assertThat(books.work(1)).isEqualTo(60);
        assertThat(books.work(2)).isZero();
        assertThat(books.work(4)).isZero();
    }

    @Test
    void a_start_that_is_heard_of_late_or_never_is_made_good() {
        books.submitted(1, at(0));
        books.submitted(2, at(0));
        books.turn(at(180));
        books.runs(1, at(60), at(60));
        assertThat(books.work(1)).isEqualTo(120);
        books.ended(2, at(0), at(60), at(120));
        assertThat(books.work(1)).isEqualTo(240);
    }

    @Test
    void what_is_preempted_waits_and_does_no_work() {
        books.submitted(1, at(0));
        books.runs(1, at(0), at(0));
        books.runs(1, null, at(30));
        books.turn(at(120));
        books.runs(1, at(150), at(150));
        books.ended(1, at(0), at(150), at(180));
        assertThat(books.work(0)).isEqualTo(60);
        assertThat(books.work(1)).isZero();
        assertThat(books.work(2)).isEqualTo(60);
    }

    @Test
    void what_is_said_twice_counts_once() {
        for (int i = 0; i < 2; i++) {
            books.submitted(1, at(0));
            books.runs(1, at(0), at(0));
        }
        for (int i = 0; i < 2; i++) {
            books.ended(1, at(0), at(0), at(30));
            books.submitted(1, at(0));
        }
        assertThat(books.arrivals(0)).isEqualTo(1);
        assertThat(books.work(0)).isEqualTo(60);
    }

    @Test
    void one_that_is_first_heard_of_when_it_is_over_arrived_and_worked() {
        books.ended(1, at(0), at(60), at(120));
        assertThat(books.arrivals(0)).isEqualTo(1);
        assertThat(books.work(1)).isEqualTo(120);
    }

    @Test
    void a_clock_that_is_set_back_a_day_counts_on_from_where_it_is() {
        books.submitted(1, at(0));
        books.runs(1, at(0), at(0));
        books.turn(at(86_400));
        books.turn(at(60));
        books.turn(at(120));
        assertThat(books.booked()).isEqualTo(at(120));
    }

    @Test
    void a_thousand_lives_told_late_are_worth_what_they_were() {
        Random random = new Random(7);
        long[] truth = new long[90];
        SortedMap<PartKey, long[]> parts = new TreeMap<>();
        List<Runnable> news = new ArrayList<>();
        SortedMap<Long, List<Runnable>> byTime = new TreeMap<>();
        for (int i = 0; i < 1000; i++) {
            int id = i;
            Instant submitted = at(random.nextInt(3000));
            Instant started = submitted.plusMillis(random.nextInt(60_000));
            Instant ended = started.plusMillis(random.nextInt(600_000));
            add(truth, started, ended);
            for (Dimension dimension : Dimension.values()) {
                add(
                        parts.computeIfAbsent(Books.origin(id).part(dimension), _ -> new long[90]),
                        started,
                        ended);
            }
            // Of one workload in order; each is late by up to three minutes.
            long late = random.nextInt(180_000);
            heard(byTime, submitted.plusMillis(late), () -> books.submitted(id, submitted));
            heard(byTime, started.plusMillis(late), () -> books.runs(id, started, started));
            heard(byTime, ended.plusMillis(late), () -> books.ended(id, submitted, started, ended));
        }
        for (int minute = 1; minute < 90; minute++) {
            Instant at = at(minute * 60);
            heard(byTime, at, () -> books.turn(at));
        }
        byTime.values().forEach(news::addAll);
        news.forEach(Runnable::run);
        long arrivals = 0;
        for (int minute = 0; minute < truth.length; minute++) {
            assertThat(books.work(minute)).isEqualTo(truth[minute] * Books.UNIT);
            arrivals += books.arrivals(minute);
            for (Map.Entry<PartKey, long[]> part : parts.entrySet()) {
                assertThat(books.work(part.getKey(), minute))
                        .isEqualTo(part.getValue()[minute] * Books.UNIT);
            }
        }
        assertThat(arrivals).isEqualTo(1000);
        assertThat(parts).hasSize(3 + 2 + 2);
    }

    private static void heard(SortedMap<Long, List<Runnable>> byTime, Instant at, Runnable what) {
        byTime.computeIfAbsent(at.toEpochMilli(), _ -> new ArrayList<>()).add(what);
    }

    private static void add(long[] truth, Instant from, Instant until) {
        for (int minute = 0; minute < truth.length; minute++) {
            long first = Math.max(from.toEpochMilli(), at(minute * 60).toEpochMilli());
            long last = Math.min(until.toEpochMilli(), at(minute * 60 + 60).toEpochMilli());
            truth[minute] += Math.max(0, last - first) * 2000;
        }
    }
}
