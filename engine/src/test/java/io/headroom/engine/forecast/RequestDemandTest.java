package io.headroom.engine.forecast;

import java.util.List;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import io.headroom.engine.forecast.demand.RequestDemand;
import io.headroom.engine.forecast.demand.RequestDemand.Workload;

import static org.assertj.core.api.Assertions.assertThat;

/// Requests need whole replicas.
class RequestDemandTest {

    @Test
    void what_is_known_adds_up_before_it_is_rounded_up() {
        assertThat(
                        RequestDemand.gpus(
                                List.of(
                                        new Workload(1, 10, 14.0),
                                        new Workload(1, 10, 14.0),
                                        new Workload(1, 10, null))))
                .hasValue(3);
        assertThat(RequestDemand.gpus(List.of(new Workload(0.5, 10, 12.0)))).hasValue(1.5);
        assertThat(RequestDemand.gpus(List.of(new Workload(4, 10, 40.0000001)))).hasValue(4);
        assertThat(RequestDemand.gpus(List.of(new Workload(4, 10, 0.0)))).hasValue(0);
    }

    @Test
    void what_nobody_knows_is_not_nothing() {
        assertThat(RequestDemand.gpus(List.of(new Workload(1, 10, null)))).isEmpty();
        assertThat(RequestDemand.gpus(List.of())).isEmpty();
    }

    @Property
    void it_is_whole_replicas_that_hold_the_rate_and_none_more(
            @ForAll @DoubleRange(min = 0, max = 1e5) double perSecond,
            @ForAll @DoubleRange(min = 0.1, max = 1e3) double perSecondPerGpu,
            @ForAll @IntRange(min = 1, max = 8) int replicaGpus) {
        double gpus =
                RequestDemand.gpus(List.of(new Workload(replicaGpus, perSecondPerGpu, perSecond)))
                        .orElseThrow();
        assertThat(gpus % replicaGpus).isZero();
        double least = perSecond / perSecondPerGpu;
        assertThat(gpus).isBetween(least - 0.01 * replicaGpus, least + replicaGpus);
    }
}
