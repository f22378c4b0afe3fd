package io.headroom.cost;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.ConsumerConfiguration;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.PriceChanged;
import io.headroom.contracts.pool.PriceSource;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.local.LocalService;
import io.headroom.testkit.harness.HeadroomInfrastructure;
import io.headroom.testkit.harness.OtherService;
import io.headroom.testkit.harness.TestBed;

import static io.headroom.cost.Api.as;
import static io.headroom.cost.Api.problem;
import static io.headroom.testkit.harness.Eventually.eventually;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

/// A price holds from when it was said until the next one does.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "cost"))
class PricesTest {

    private static final Instant JULY = Instant.parse("2026-07-01T00:00:00Z");
    private static final Instant AUGUST = Instant.parse("2026-08-01T00:00:00Z");

    private final String zone = "zone-" + UUID.randomUUID();
    private Others provisioning;

    @BeforeEach
    void connect() {
        provisioning = Others.as(LocalService.PROVISIONING);
    }

    @AfterEach
    void close() throws InterruptedException {
        provisioning.close();
    }

    @Test
    void a_price_change_never_rewrites_the_past() {
        // The newer one is heard first.
        provisioning.say(price(2, "21", AUGUST));
        provisioning.say(price(1, "20.5", JULY));
        eventually(
                "both are known",
                Duration.ofSeconds(60),
                () -> as("viewer", "any").get(prices("")).jsonPath().getList("items").size() == 2);

        as("viewer", "any")
                .get(prices(""))
                .then()
                .body("items.perHour", contains("20.50", "21.00"))
                .body("items[0].until", equalTo(AUGUST.toString()))
                .body("items[1].until", nullValue())
                .body("items.source", hasItem("spot-history"))
                .body("items[1].asOf", equalTo(AUGUST.toString()))
                .body("items.capacityType", hasItem("spot"));
        as("viewer", "any")
                .get(prices("&at=2026-07-15T00:00:00Z"))
                .then()
                .body("items.perHour", contains("20.50"));
        as("viewer", "any")
                .get(prices("&at=2026-06-15T00:00:00Z"))
                .then()
                .body("items", hasSize(0));
        as("viewer", "any").get(prices("&capacityType=on-demand")).then().body("items", hasSize(0));
    }

    @Test
    void what_is_asked_for_wrongly_is_named() {
        problem(as("viewer", "any").get("/api/v1/prices?provider=azure"), 400)
                .body("errors.field", hasItem("provider"));
        problem(as("viewer", "any").get("/api/v1/prices?at=yesterday"), 400)
                .body("errors.field", hasItem("at"));
    }

    @Test
    void what_an_earlier_release_did_not_ask_for_is_heard() throws Exception {
        Path credentials = TestBed.current().secrets().natsCredentials(LocalService.COST);
        String name = "cost-" + TestBed.CELL + "-prices";
        Connection nats = OtherService.connect(credentials, "cost");
        try {
            JetStreamManagement streams = nats.jetStreamManagement();
            ConsumerConfiguration wanted =
                    streams.getConsumerInfo("PROVISIONING", name).getConsumerConfiguration();
            var _ =
                    streams.addOrUpdateConsumer(
                            "PROVISIONING",
                            ConsumerConfiguration.builder(wanted)
                                    .filterSubject("headroom.local.provisioning.pool-changed.>")
                                    .build());

            eventually(
                    "the consumer is as this release wants it",
                    Duration.ofSeconds(60),
                    () ->
                            Objects.equals(
                                    streams.getConsumerInfo("PROVISIONING", name)
                                            .getConsumerConfiguration()
                                            .getFilterSubjects(),
                                    wanted.getFilterSubjects()));
        } finally {
            nats.close();
        }
        provisioning.say(price(1, "20.5", JULY));
        eventually(
                "the price is known",
                Duration.ofSeconds(60),
                () -> as("viewer", "any").get(prices("")).jsonPath().getList("items").size() == 1);
    }

    private String prices(String more) {
        return "/api/v1/prices?zone=" + zone + more;
    }

    private PriceChanged price(long version, String perHour, Instant from) {
        return new PriceChanged(
                ProviderKind.AWS,
                "us-east-1",
                zone,
                "p5.48xlarge",
                CapacityType.SPOT,
                version,
                Money.of(perHour),
                Money.of("30.75"),
                from,
                PriceSource.SPOT_HISTORY,
                from);
    }
}
