package io.headroom.platform.bus;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.headroom.testkit.harness.HeadroomInfrastructure;

import static org.assertj.core.api.Assertions.assertThat;

/// Channels pause on an event loop, whose timers know no less than a millisecond.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "placement"))
class ChannelPauseTest {

    @Inject Vertx vertx;

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 999_999, 1_000_000, 2_500_000})
    void a_pause_of_any_length_ends(long nanos) throws Exception {
        CompletableFuture<Boolean> over = new CompletableFuture<>();
        vertx.getOrCreateContext()
                .runOnContext(
                        _ ->
                                Channel.delay(Duration.ofNanos(nanos))
                                        .subscribe()
                                        .with(
                                                _ -> over.complete(true),
                                                over::completeExceptionally));
        assertThat(over.get(60, TimeUnit.SECONDS)).isTrue();
    }
}
