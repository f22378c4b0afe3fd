package io.headroom.placement.eta;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.workload.GpuRequest;
import io.headroom.contracts.workload.RunSpec;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.contracts.workload.WorkloadSpec;
import io.headroom.placement.eta.AtTheDoor.Kind;
import io.headroom.placement.eta.Estimates.Expected;
import io.headroom.placement.eta.Estimates.GoesBy;
import io.headroom.placement.eta.Estimates.Guess;

import static org.assertj.core.api.Assertions.assertThat;

class AtTheDoorTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final NodeTemplate EIGHT =
            new NodeTemplate("p5.48xlarge", GpuModel.H100, 8, 192_000, 2_097_152);
    private static final WorkloadSpec TWO = wanting(2);

    @Test
    void it_starts_when_those_of_its_kind_do_that_wait() {
        Expected later = new Expected(NOW.plusSeconds(500), NOW.plusSeconds(900));
        AtTheDoor door =
                new AtTheDoor(
                        Map.of(new Kind("default", TWO.shape()), later),
                        Set.of("default"),
                        Map.of(),
                        Map.of());

        assertThat(door.guess(TWO, NOW)).isEqualTo(new Guess(later, GoesBy.OTHERS_ALIKE));
    }

    @Test
    void it_starts_at_once_where_enough_stands_empty_and_nobody_waits() {
        AtTheDoor door =
                new AtTheDoor(
                        Map.of(), Set.of(), Map.of("default", List.of(EIGHT, EIGHT)), Map.of());

        assertThat(door.guess(TWO, NOW))
                .isEqualTo(new Guess(new Expected(NOW, NOW), GoesBy.NOTHING));
        assertThat(door.guess(wanting(3), NOW).when().median()).isAfter(NOW);
    }

    @Test
    void else_it_waits_for_a_node_that_must_come() {
        AtTheDoor door =
                new AtTheDoor(
                        Map.of(),
                        Set.of("default"),
                        Map.of("default", List.of(EIGHT, EIGHT)),
                        Map.of("default", Duration.ofSeconds(200)));

        assertThat(door.guess(TWO, NOW))
                .isEqualTo(
                        new Guess(
                                new Expected(NOW.plusSeconds(200), NOW.plusSeconds(300)),
                                GoesBy.A_NODE));
    }

    private static WorkloadSpec wanting(int replicas) {
        return new WorkloadSpec(
                "w",
                "research",
                "production",
                WorkloadClass.TRAINING,
                replicas,
                false,
                new GpuRequest(8, List.of(), null, null),
                null,
                null,
                "default",
                0,
                null,
                null,
                Map.of(),
                new RunSpec(null, List.of("train"), null, null, null, null));
    }
}
