package io.headroom.provisioning.provider.gcp;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import com.google.cloud.compute.v1.Scheduling;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.envelope.Cell;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.provisioning.provider.LaunchAttempt;
import io.headroom.provisioning.provider.endpoint.ProviderSettings;

import static org.assertj.core.api.Assertions.assertThat;

/// What an insert tells Compute Engine.
class GceLaunchTest {

    @ParameterizedTest
    @EnumSource(
            value = CapacityType.class,
            names = {"ON_DEMAND", "SPOT"})
    void a_machine_that_everybody_forgot_is_deleted_by_compute_engine(CapacityType capacity) {
        Scheduling scheduling = scheduling(capacity, Duration.ofDays(7));
        assertThat(scheduling.getMaxRunDuration().getSeconds()).isEqualTo(7 * 24 * 3600);
        assertThat(scheduling.getInstanceTerminationAction()).isEqualTo("DELETE");
    }

    @Test
    void an_attempt_from_before_there_was_a_longest_life_is_repeated_as_it_was() {
        Scheduling scheduling = scheduling(CapacityType.ON_DEMAND, null);
        assertThat(scheduling.hasMaxRunDuration()).isFalse();
        assertThat(scheduling.hasInstanceTerminationAction()).isFalse();
    }

    @Test
    void a_stop_gives_up_local_disks_and_a_start_is_known_by_its_attempt() {
        LaunchAttempt wake = attempt(CapacityType.ON_DEMAND, null, "headroom-1");
        var stop = GceRest.stop(wake.woken(), "p");
        assertThat(stop.getInstance()).isEqualTo("headroom-1");
        assertThat(stop.getDiscardLocalSsd()).isTrue();
        var start = GceRest.start(wake, "p");
        assertThat(start.getInstance()).isEqualTo("headroom-1");
        assertThat(start.getZone()).isEqualTo("us-central1-a");
        assertThat(start.getRequestId()).isEqualTo("token-1");
    }

    private static Scheduling scheduling(CapacityType capacity, @Nullable Duration life) {
        LaunchAttempt attempt = attempt(capacity, life, null);
        return GceLaunch.request(attempt, new Cell("local"), settings())
                .getInstanceResource()
                .getScheduling();
    }

    private static LaunchAttempt attempt(
            CapacityType capacity, @Nullable Duration life, @Nullable String wakes) {
        return new LaunchAttempt(
                NodeId.of("0f9e8d7c-6b5a-5c3d-8e1f-0a1b2c3d4e5f"),
                1,
                "token-1",
                ProviderKind.GCP,
                "pool",
                "us-central1",
                "us-central1-a",
                "g2-standard-4",
                capacity,
                Money.of("1.25"),
                "",
                "",
                Map.of(),
                "{}",
                Instant.EPOCH,
                null,
                life,
                wakes,
                null);
    }

    private static ProviderSettings.Gcp settings() {
        return new SmallRyeConfigBuilder()
                .withMapping(ProviderSettings.class)
                .withConverter(Duration.class, 100, new DurationConverter())
                .withConverter(Path.class, 100, Path::of)
                .build()
                .getConfigMapping(ProviderSettings.class)
                .gcp();
    }
}
