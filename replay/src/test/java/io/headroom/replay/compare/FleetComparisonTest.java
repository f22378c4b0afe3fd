package io.headroom.replay.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.replay.fleet.given.Job;
import io.headroom.replay.fleet.score.PolicyScore;
import io.headroom.replay.trace.FleetTraceFormat;
import io.headroom.replay.trace.FleetTraces;
import io.headroom.replay.trace.TraceError;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

/// Policies live through the same trace, and repeat themselves to the last figure.
class FleetComparisonTest {

    @TempDir private Path folder = Path.of("");
    private List<Double> waitingCosts = List.of();

    @Test
    void every_policy_gets_the_work_done_and_pays_for_what_it_uses() throws IOException {
        FleetReport report = FleetComparison.run(request(FleetRequest.POLICIES, 4, 1));

        assertThat(report.policies())
                .extracting(PolicyScore::policy)
                .containsExactlyElementsOf(FleetRequest.POLICIES);
        for (PolicyScore score : report.policies()) {
            assertThat(score.workloads().done()).as(score.policy()).isEqualTo(4 * 240);
            assertThat(score.gpuHours().used()).isLessThanOrEqualTo(score.gpuHours().bought());
            assertThat(score.withinTarget()).isBetween(0.0, 1.0);
            assertThat(score.cost()).isGreaterThan(Money.ZERO);
        }
    }

    @Test
    void a_fleet_sized_for_the_peak_is_the_dearest_and_waits_least() throws IOException {
        List<PolicyScore> scores =
                FleetComparison.run(request(List.of("static", "reactive"), 4, 1)).policies();

        assertThat(scores.getFirst().cost()).isGreaterThan(scores.getLast().cost());
        assertThat(scores.getFirst().queueWaitSeconds().p95())
                .isLessThan(scores.getLast().queueWaitSeconds().p95());
    }

    @Test
    void the_same_seed_gives_the_same_report_and_another_one_another() throws IOException {
        FleetReport once = FleetComparison.run(request(FleetRequest.POLICIES, 3, 1));
        FleetReport again = FleetComparison.run(request(FleetRequest.POLICIES, 3, 1));
        FleetReport other = FleetComparison.run(request(FleetRequest.POLICIES, 3, 2));

        assertThat(again).isEqualTo(once);
        assertThat(FleetHtml.of(again)).isEqualTo(FleetHtml.of(once)).contains("<svg");
        assertThat(other.policies()).isNotEqualTo(once.policies());
    }

    @Test
    void what_settles_is_lived_through_and_not_scored() throws IOException {
        FleetReport cold =
                FleetComparison.run(
                        FourHours.last(folder, List.of("headroom", "reactive"), Duration.ZERO, 0));
        FleetReport settled =
                FleetComparison.run(
                        FourHours.last(
                                folder,
                                List.of("headroom", "reactive"),
                                Duration.ofMinutes(30),
                                0));

        PolicyScore before = cold.policies().getFirst();
        PolicyScore after = settled.policies().getFirst();
        assertThat(settled.start()).isEqualTo(cold.start().minus(Duration.ofMinutes(30)));
        assertThat(settled.scoredFrom()).isEqualTo(cold.start());
        assertThat(settled.lines().getFirst()).contains("scored from " + cold.start());
        // What runs on at the cold start counts there; here it was submitted before.
        assertThat(after.workloads().submitted())
                .isPositive()
                .isLessThanOrEqualTo(before.workloads().submitted());
        assertThat(after.gpuHours().used())
                .isCloseTo(before.gpuHours().used(), withinPercentage(10));
        assertThat(after.gpuHours().bought())
                .isGreaterThanOrEqualTo(after.gpuHours().used())
                .isCloseTo(before.gpuHours().bought(), withinPercentage(25));
        assertThat(after.cost()).isLessThan(after.budget().spent());
    }

    @Test
    void several_seeds_give_mean_and_deviation_beside_the_first() throws IOException {
        FleetReport one = FleetComparison.run(request(List.of("reactive"), 3, 1));
        FleetReport other = FleetComparison.run(request(List.of("reactive"), 3, 2));
        FleetReport both = FleetComparison.run(request(List.of("reactive"), 3, 1, 2));

        assertThat(both.policies()).isEqualTo(one.policies());
        assertThat(one.overSeeds()).isEmpty();
        double first = one.policies().getFirst().cost().micros() / 1e6;
        double second = other.policies().getFirst().cost().micros() / 1e6;
        SeedScores scores = both.overSeeds().getFirst();
        assertThat(scores.mean().cost()).isCloseTo((first + second) / 2, within(1e-6));
        assertThat(scores.deviation().cost())
                .isCloseTo(Math.abs(first - second) / Math.sqrt(2), within(1e-6));
    }

    @Test
    void headroom_stands_beside_each_other_policy_at_the_best_of_its_settings() throws IOException {
        waitingCosts = List.of(1.5, 24.0);
        FleetReport report =
                FleetComparison.run(request(List.of("headroom", "reactive", "oracle"), 4, 1));

        assertThat(report.beside())
                .extracting(Beside::policy)
                .containsExactly("reactive", "oracle");
        assertThat(report.settings())
                .extracting(PolicyScore::waitingCost)
                .containsExactly(1.5, 6.0, 24.0);
        for (int i = 0; i < 2; i++) {
            PolicyScore other = report.policies().get(i + 1);
            double cheapest =
                    report.settings().stream()
                            .filter(s -> s.withinTarget() >= other.withinTarget())
                            .mapToDouble(s -> s.cost().micros())
                            .min()
                            .orElse(0);
            Beside.Mark mark = report.beside().get(i).costAtItsShare();
            assertThat(mark == null ? 0 : mark.ratio() * other.cost().micros())
                    .isCloseTo(cheapest, within(1e-3));
        }
        assertThat(report.lines())
                .anyMatch(l -> l.startsWith("HEADROOM OVER IT"))
                .filteredOn(l -> l.startsWith("reactive") && l.contains("(at $"))
                .hasSize(1);
        assertThat(FleetHtml.of(report)).contains("class=curve").contains("$24.0");
    }

    @Test
    void who_is_alone_stands_beside_nobody() throws IOException {
        assertThat(FleetComparison.run(request(List.of("reactive"), 1, 1)).beside()).isEmpty();
    }

    @Test
    void costs_are_numbers_in_json() throws IOException {
        FleetReport report = FleetComparison.run(request(List.of("reactive"), 1, 1));

        JsonNode policy = HeadroomJson.mapper().valueToTree(report).path("policies").path(0);

        assertThat(policy.path("cost").isNumber()).isTrue();
        assertThat(policy.path("costPerCompletedWorkload").isNumber()).isTrue();
        assertThat(policy.path("queueWaitSeconds").path("p95").isNumber()).isTrue();
    }

    @Test
    void longer_leases_hold_more_and_leave_more_unused() throws IOException {
        FleetReport report = FleetComparison.run(request(List.of("headroom"), 4, 1));

        List<Money> held = report.leases().stream().map(s -> s.certainty().heldAtMost()).toList();
        List<Money> unused = report.leases().stream().map(s -> s.certainty().neverUsed()).toList();
        assertThat(held).hasSize(3).isSorted().doesNotHaveDuplicates();
        assertThat(unused).isSorted().doesNotHaveDuplicates();
        assertThat(report.policies().getFirst().certainty())
                .isEqualTo(report.leases().get(1).certainty());
        assertThat(report.lines()).anyMatch(line -> line.startsWith("PT10M"));
    }

    @Test
    void copies_of_an_arrival_are_strewn_over_the_time_until_the_next() throws IOException {
        List<Job> jobs =
                new ManyJobs(
                        FleetTraces.read(FourHours.trace(folder), FleetTraceFormat.HEADROOM_CSV, 1)
                                .rows(),
                        50,
                        3);

        assertThat(jobs).hasSize(50 * 240);
        Instant before = Instant.MIN;
        for (Job job : jobs) {
            assertThat(job.at()).isAfterOrEqualTo(before);
            before = job.at();
        }
        assertThat(jobs.stream().map(Job::id).distinct().count()).isEqualTo(jobs.size());
    }

    @Test
    void a_trace_with_nonsense_is_named_with_line_and_field() throws IOException {
        Path file = folder.resolve("wrong.csv");
        Files.writeString(
                file, "submitted_at,gpus,duration_seconds\n2026-01-05T00:00:00Z,1,minus\n");

        assertThatThrownBy(() -> FleetTraces.read(file, FleetTraceFormat.HEADROOM_CSV, 1))
                .isInstanceOf(TraceError.class)
                .hasMessageContaining("line 2")
                .hasMessageContaining("duration_seconds");
    }

    private FleetRequest request(List<String> policies, int times, long seed) throws IOException {
        return request(policies, times, seed, 1);
    }

    private FleetRequest request(List<String> policies, int times, long seed, int seeds)
            throws IOException {
        return new FleetRequest(
                FourHours.trace(folder),
                FleetTraceFormat.HEADROOM_CSV,
                policies,
                times,
                null,
                Duration.ZERO,
                null,
                0,
                Money.of("1000000"),
                Duration.ofMinutes(2),
                Duration.ofMinutes(6),
                Duration.ofSeconds(40),
                Duration.ofMinutes(2),
                0.02,
                waitingCosts,
                List.of(Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofHours(1)),
                null,
                seed,
                seeds);
    }
}
