package io.headroom.placement.pool;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.pool.PoolChanged;
import io.headroom.contracts.workload.WorkloadSpec;
import io.headroom.platform.rest.FieldError;

import static org.assertj.core.api.Assertions.assertThat;

/// What can never run is refused at once.
class PoolViewsTest {

    private static final String MACHINE =
            """
            {"name":"m-$","address":"https://bmc-$/redfish/v1/Systems/1","credentials":"secret:bmc",
             "gpus":$,"gpuModel":"L4","cpuMillis":64000,"memoryMib":262144}
            """;

    private static final String TEMPLATE =
            """
            {"instanceType":"m-$","gpuModel":"L4","gpus":$,"cpuMillis":64000,"memoryMib":262144}
            """;

    @Test
    void a_gang_is_at_most_what_the_declared_machines_hold_together() {
        PoolChanged two = ownMachines(2, 4, 1, 8);
        assertThat(whyNever(two, 12)).isEmpty();
        assertThat(whyNever(two, 13).map(FieldError::field)).contains("replicas");
        PoolChanged all = ownMachines(100, 4, 1, 8);
        assertThat(whyNever(all, 13)).isEmpty();
        assertThat(whyNever(all, 14).map(FieldError::field)).contains("replicas");
    }

    @Test
    void a_gang_is_at_most_what_so_many_of_the_best_type_hold() {
        PoolChanged three = bought(3, 1, 8);
        assertThat(whyNever(three, 24)).isEmpty();
        assertThat(whyNever(three, 25).map(FieldError::field)).contains("replicas");
    }

    private static Optional<FieldError> whyNever(PoolChanged pool, int replicas) {
        return new PoolViews.Known(List.of(pool))
                .whyNever(
                        read(
                                """
                                {"name":"train","tenant":"research","class":"training","replicas":%d,"gang":true,
                                 "gpu":{"count":1,"models":["L4"]},"run":{"command":["train"]}}
                                """
                                        .formatted(replicas),
                                WorkloadSpec.class));
    }

    private static PoolChanged ownMachines(int max, int... gpus) {
        String spec =
                "{\"provider\":\"redfish\",\"max\":%d,\"machines\":%s}"
                        .formatted(max, each(MACHINE, gpus));
        return pool(spec, each(TEMPLATE, gpus));
    }

    private static PoolChanged bought(int max, int... gpus) {
        String spec =
                "{\"provider\":\"aws\",\"region\":\"r\",\"zones\":[\"ra\"],\"instanceTypes\":[\"m\"],\"max\":%d}"
                        .formatted(max);
        return pool(spec, each(TEMPLATE, gpus));
    }

    private static PoolChanged pool(String spec, String templates) {
        return read(
                "{\"name\":\"p\",\"version\":1,\"spec\":%s,\"templates\":%s,\"removed\":false}"
                        .formatted(spec, templates),
                PoolChanged.class);
    }

    private static String each(String json, int... gpus) {
        return Arrays.stream(gpus)
                .mapToObj(n -> json.replace("$", Integer.toString(n)))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static <T> T read(String json, Class<T> type) {
        try {
            return HeadroomJson.tolerant().readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
