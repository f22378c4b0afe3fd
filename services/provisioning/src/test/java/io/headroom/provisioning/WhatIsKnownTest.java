package io.headroom.provisioning;

import java.util.List;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.pool.PriceChanged;
import io.headroom.provisioning.provider.LaunchAttempt;
import io.headroom.testkit.harness.HeadroomInfrastructure;

import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/// What others learn from provisioning: what machines cost, and how busy they are.
@QuarkusTest
@TestProfile(Quick.class)
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "provisioning"))
class WhatIsKnownTest extends LaneOfItsOwn {

    @Test
    void the_prices_of_a_pool_are_said_once() {
        eventually("they are said", SOON, () -> prices("us-east-1b").size() == 1);

        assertThat(prices("us-east-1b").getFirst())
                .satisfies(
                        price -> {
                            assertThat(price.perHour()).isEqualTo(Money.of("0.8048"));
                            assertThat(price.worstPerHour()).isEqualTo(Money.of("0.8048"));
                            assertThat(price.version()).isEqualTo(1);
                        });
    }

    @Test
    void a_node_shows_how_busy_its_gpus_are() throws Exception {
        LaunchAttempt call = booting();
        NodeId node = call.node();
        try (Agent agent = Agent.boot(call)) {
            becomesReady(agent);
            agent.measures(0.75);
            eventually(
                    "it is shown",
                    SOON,
                    () ->
                            operator()
                                    .get("/api/v1/nodes/" + node)
                                    .jsonPath()
                                    .getList("devices.utilisation")
                                    .equals(List.of(0.75f)));
        }
    }

    private static List<PriceChanged> prices(String zone) {
        return Others.said("price-changed", PriceChanged.class).stream()
                .filter(p -> p.zone().equals(zone) && p.instanceType().equals("g6.xlarge"))
                .toList();
    }
}
