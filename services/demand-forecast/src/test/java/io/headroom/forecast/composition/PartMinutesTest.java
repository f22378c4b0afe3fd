package io.headroom.forecast.composition;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.headroom.forecast.part.PartKey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// The parts of a series add up to it in every minute, and are known where it is: told apart by the events, by an import, or by nothing.
class PartMinutesTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final Random random = new Random(11);
    private final List<Minute> series = new ArrayList<>();
    private final SortedMap<String, List<Minute>> kept = new TreeMap<>();
    private final SortedMap<String, SortedMap<Instant, Double>> remembered = new TreeMap<>();

    @Test
    void parts_add_up_to_their_series_in_every_minute_and_measure() {
        for (int i = 0; i < 1000; i++) {
            switch (random.nextInt(5)) {
                case 0 -> series.add(minute(i, null, null, null)); // A gap.
                case 1 -> series.add(minute(i, 0.0, null, null)); // Nothing was wanted.
                case 2 -> imported(i);
                default -> live(i);
            }
        }
        PartMinutes parts = new PartMinutes(kept, remembered, NOON);
        int known = 0;
        for (Minute minute : series) {
            for (Measure measure : Measure.values()) {
                Double whole = measure.of(minute);
                double sum = 0;
                for (String name : parts.names()) {
                    Double value = parts.of(name, measure, minute);
                    assertThat(value == null)
                            .as("%s of %s at %s", measure, name, minute)
                            .isEqualTo(whole == null);
                    sum += value == null ? 0 : value;
                }
                if (whole != null) {
                    known++;
                    assertThat(sum).as("%s at %s", measure, minute).isCloseTo(whole, within(1e-6));
                }
            }
        }
        assertThat(known).isGreaterThan(4000);
    }

    @Test
    void what_is_not_named_in_a_minute_that_is_told_apart_was_nothing() {
        live(0);
        PartMinutes parts = new PartMinutes(kept, remembered, NOON);
        assertThat(parts.of("nobody", Measure.RUNNING, series.getFirst())).isZero();
        assertThat(parts.of("nobody", Measure.ARRIVALS, series.getFirst())).isZero();
        assertThat(parts.of("nobody", Measure.WANTED, series.getFirst())).isZero();
    }

    @Test
    void what_is_no_longer_remembered_is_not_known() {
        imported(0);
        PartMinutes parts = new PartMinutes(kept, remembered, NOON.plusSeconds(60));
        assertThat(parts.of(PartKey.REST, Measure.WANTED, series.getFirst())).isNull();
    }

    @Test
    void where_an_import_says_less_of_a_series_than_its_parts_had_wanted_theirs_is_not_known() {
        remembered.computeIfAbsent("ads", _ -> new TreeMap<>()).put(NOON, 5.0);
        Minute corrected = minute(0, 3.0, null, null);
        PartMinutes parts = new PartMinutes(kept, remembered, NOON);
        assertThat(parts.of("ads", Measure.WANTED, corrected)).isNull();
        assertThat(parts.of(PartKey.REST, Measure.WANTED, corrected)).isNull();
    }

    /// Told apart by the events: of some tenants some of it is said, and of an event that came late arrivals and work alone.
    private void live(int at) {
        List<Minute> parts = new ArrayList<>();
        for (String name : List.of("ads", "research", PartKey.REST)) {
            if (random.nextInt(3) > 0) {
                boolean late = random.nextInt(4) == 0;
                long milli = late ? 0 : random.nextInt(8000);
                long done = random.nextInt(100_000_000);
                parts.add(minute(at, null, late ? null : milli, done));
                kept.computeIfAbsent(name, _ -> new ArrayList<>()).add(parts.getLast());
            }
        }
        series.add(sum(at, parts));
    }

    /// As the database adds them up: absent where none says it.
    private static Minute sum(int at, List<Minute> parts) {
        Long running = sum(parts, Minute::running);
        double wanted = parts.stream().mapToDouble(PartMinutesTest::made).sum();
        return new Minute(
                at(at),
                running == null ? 0 : wanted,
                sum(parts, Minute::arrivals),
                sum(parts, Minute::work),
                running,
                sum(parts, Minute::queued),
                sum(parts, Minute::waiting),
                running == null ? null : Double.valueOf(running / 1000.0),
                running == null ? null : Double.valueOf(running / 2000.0));
    }

    private static double made(Minute part) {
        Double made = part.made();
        return made == null ? 0 : made;
    }

    private static @Nullable Long sum(List<Minute> parts, Function<Minute, @Nullable Long> of) {
        List<Long> said = new ArrayList<>();
        for (Minute part : parts) {
            Long value = of.apply(part);
            if (value != null) {
                said.add(value);
            }
        }
        return said.isEmpty() ? null : said.stream().mapToLong(v -> v).sum();
    }

    /// Told apart by what each wanted, and some of it is nobody's.
    private void imported(int at) {
        double sum = random.nextInt(3);
        for (String name : List.of("ads", "serving")) {
            double gpus = random.nextInt(20);
            remembered.computeIfAbsent(name, _ -> new TreeMap<>()).put(at(at), gpus);
            sum += gpus;
        }
        series.add(minute(at, sum, null, null));
    }

    /// As many wait as run, as many were outlived, and half as many were asked for by nobody but requests.
    private static Minute minute(
            int at, @Nullable Double gpus, @Nullable Long running, @Nullable Long work) {
        Double half = running == null ? null : Double.valueOf(running / 2000.0);
        return new Minute(
                at(at),
                gpus,
                work == null ? null : 1 + work / 1_000_000,
                work,
                running,
                running,
                running == null ? null : running / 1000,
                running == null ? null : Double.valueOf(running / 1000.0),
                half);
    }

    private static Instant at(int minute) {
        return NOON.plusSeconds(60L * minute);
    }
}
