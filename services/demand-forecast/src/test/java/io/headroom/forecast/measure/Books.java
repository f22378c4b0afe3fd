package io.headroom.forecast.measure;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.headroom.forecast.part.Dimension;
import io.headroom.forecast.part.PartKey;

import static org.assertj.core.api.Assertions.assertThat;

/// What the tables hold, and the events and turns that change them. Each workload asks for two GPUs; they are of three tenants, two classes and two shapes, in
/// every mixture.
final class Books {
    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final String SERIES = "default/H100";

    /// GPU-seconds of one milli-GPU and millisecond.
    static final double UNIT = 1e-6;

    private final SortedMap<UUID, Tally.Run> runs = new TreeMap<>();
    private final List<UUID> over = new ArrayList<>();
    private final SortedMap<Instant, Long> work = new TreeMap<>();
    private final SortedMap<Instant, Long> arrivals = new TreeMap<>();
    private final SortedMap<String, Long> workOfPart = new TreeMap<>();
    private Instant booked = NOON;

    Instant booked() {
        return booked;
    }

    void submitted(int id, Instant at) {
        Tally tally = tally();
        tally.submitted(run(id, null), at);
        write(tally.flows());
        if (!over.contains(uuid(id))) {
            runs.putIfAbsent(uuid(id), run(id, null));
        }
    }

    void runs(int id, @Nullable Instant since, Instant at) {
        Tally tally = tally();
        tally.runs(uuid(id), since, at);
        write(tally.flows());
        runs.computeIfPresent(uuid(id), (_, _) -> run(id, since));
    }

    void ended(int id, Instant submitted, Instant since, Instant at) {
        Tally tally = tally();
        tally.ended(run(id, since), submitted, at);
        write(tally.flows());
        runs.remove(uuid(id));
        over.add(uuid(id));
    }

    void turn(Instant now) {
        Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
        if (!minute.isBefore(booked)) {
            write(Tally.onward(runs.values(), booked, minute));
        }
        booked = minute;
    }

    private Tally tally() {
        return new Tally(
                new Tally.Known(booked, List.copyOf(runs.values()), List.copyOf(over)),
                NOON.plus(Duration.ofHours(1)));
    }

    private void write(List<Flow> flows) {
        for (Flow flow : flows) {
            assertThat(flow.origin().series()).isEqualTo(SERIES);
            for (Dimension dimension : Dimension.values()) {
                PartKey part = flow.origin().part(dimension);
                workOfPart.merge(partMinute(part, flow.at()), flow.work(), Long::sum);
            }
            work.merge(flow.at(), flow.work(), Long::sum);
            arrivals.merge(flow.at(), flow.arrivals(), Long::sum);
        }
    }

    double work(PartKey part, int minute) {
        return workOfPart.getOrDefault(partMinute(part, NOON.plusSeconds(minute * 60L)), 0L) * UNIT;
    }

    private static String partMinute(PartKey part, Instant minute) {
        return part + " " + minute;
    }

    double work(int minute) {
        return work.getOrDefault(at(minute * 60), 0L) * UNIT;
    }

    long arrivals(int minute) {
        return arrivals.getOrDefault(at(minute * 60), 0L);
    }

    private static Tally.Run run(int id, @Nullable Instant since) {
        return new Tally.Run(uuid(id), origin(id), 2000, since);
    }

    private static UUID uuid(int id) {
        return new UUID(0, id);
    }

    static Origin origin(int id) {
        return new Origin(
                SERIES,
                "tenant-" + id % 3,
                id % 2 == 0 ? "training" : "fine-tuning",
                id % 5 == 0 ? "share" : "whole");
    }

    static Instant at(int second) {
        return NOON.plusSeconds(second);
    }
}
