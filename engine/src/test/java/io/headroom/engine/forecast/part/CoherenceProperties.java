package io.headroom.engine.forecast.part;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

import io.headroom.engine.forecast.outlook.Outlook;
import io.headroom.engine.forecast.outlook.QuantilePath;
import io.headroom.engine.forecast.outlook.Usability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// Whatever is foreseen of the parts: made coherent, they add up, and stay forecasts.
class CoherenceProperties {
    private static final List<Double> LEVELS = List.of(0.1, 0.5, 0.9);
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    @Property(tries = 500)
    void parts_sum_to_the_whole_in_the_middle(
            @ForAll("outlooks") Outlook whole,
            @ForAll @Size(min = 1, max = 12) List<@From("outlooks") Outlook> parts) {
        List<Outlook> coherent = Coherence.parts(whole, parts);
        double wanted = whole.quantile(0.5, 0);
        assertThat(coherent.stream().mapToDouble(part -> part.quantile(0.5, 0)).sum())
                .isCloseTo(wanted, within(1e-9 * (1 + sum(parts) + wanted)));
    }

    @Property(tries = 500)
    void no_part_falls_below_nothing_and_none_has_quantiles_that_cross(
            @ForAll("outlooks") Outlook whole,
            @ForAll @Size(min = 1, max = 12) List<@From("outlooks") Outlook> parts) {
        for (Outlook part : Coherence.parts(whole, parts)) {
            double before = 0;
            for (QuantilePath path : part.paths()) {
                assertThat(path.values().getFirst()).isFinite().isGreaterThanOrEqualTo(before);
                before = path.values().getFirst();
            }
        }
    }

    @Property(tries = 300)
    void a_part_that_surely_wants_nothing_changes_nothing(
            @ForAll("outlooks") Outlook whole,
            @ForAll @Size(min = 1, max = 8) List<@From("outlooks") Outlook> parts) {
        List<Outlook> more = new ArrayList<>(parts);
        more.addFirst(outlook(0, 0, 0));
        List<Outlook> coherent = Coherence.parts(whole, more);
        assertThat(coherent.getFirst().quantile(0.9, 0)).isZero();
        assertThat(coherent.subList(1, coherent.size())).isEqualTo(Coherence.parts(whole, parts));
    }

    @Property(tries = 300)
    void parts_that_add_up_already_stay_as_they_are(
            @ForAll @Size(min = 1, max = 8) List<@From("outlooks") Outlook> parts) {
        double sum = sum(parts);
        List<Outlook> coherent = Coherence.parts(outlook(sum, sum, sum), parts);
        for (int p = 0; p < parts.size(); p++) {
            assertThat(coherent.get(p).quantile(0.9, 0))
                    .isCloseTo(parts.get(p).quantile(0.9, 0), within(1e-9 * (1 + sum)));
        }
    }

    private static double sum(List<Outlook> parts) {
        return parts.stream().mapToDouble(part -> part.quantile(0.5, 0)).sum();
    }

    private static Outlook outlook(double low, double middle, double high) {
        List<Double> values = List.of(low, middle, high);
        List<QuantilePath> paths = new ArrayList<>();
        for (int q = 0; q < values.size(); q++) {
            paths.add(new QuantilePath(LEVELS.get(q), List.of(values.get(q))));
        }
        return new Outlook("s", NOON, Duration.ofMinutes(1), paths, "test", new Usability.Usable());
    }

    @Provide
    Arbitrary<Outlook> outlooks() {
        Arbitrary<Double> value =
                Arbitraries.oneOf(
                        Arbitraries.of(0.0, 1.0), Arbitraries.doubles().between(0, 10_000));
        return value.list()
                .ofSize(3)
                .map(values -> values.stream().sorted().toList())
                .map(values -> outlook(values.get(0), values.get(1), values.get(2)));
    }
}
