package io.headroom.e2e;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import io.headroom.e2e.system.Corner;
import io.headroom.e2e.system.Headroom;
import io.headroom.e2e.system.RunningSystem;

import static io.headroom.e2e.system.Headroom.until;

/// What the providers publish is what is counted with: their real clients, against the simulated clouds.
@Order(2)
@ExtendWith(RunningSystem.class)
class PriceListsTest {

    @Test
    void a_price_that_a_provider_changed_is_used_and_said(Headroom headroom) {
        changes(headroom, "aws", "p3.8xlarge", "13.500000");
        changes(headroom, "gcp", "a2-highgpu-4g", "15.000000");
        declares(headroom, "aws", "us-east-1", List.of("us-east-1a"), "p3.8xlarge");
        declares(headroom, "gcp", "us-central1", List.of("us-central1-a"), "a2-highgpu-4g");

        isUsedAndSaid(headroom, "p3.8xlarge", "aws-price-list", "13.50");
        isUsedAndSaid(headroom, "a2-highgpu-4g", "gcp-catalogue", "15.00");
    }

    @Test
    void a_spot_machine_costs_what_the_market_asks(Headroom headroom) {
        var corner = Corner.declare(headroom, "market", 1, "spot");
        String id = corner.submit("patient", 1, 7_200);
        until("it runs", Duration.ofMinutes(2), () -> corner.state(id).equals("running"));
        String first = price(headroom);
        until(
                "an hour later it costs another price",
                Duration.ofMinutes(3),
                () -> !price(headroom).equals(first));
        corner.cancelAll();
        until("nothing is left", Duration.ofMinutes(2), () -> corner.machines().isEmpty());
    }

    private static String price(Headroom headroom) {
        return String.valueOf(
                headroom.get("/api/v1/nodes?limit=500&pool=market")
                        .getString("items.find { it.state == 'ready' }?.pricePerHour"));
    }

    private static void changes(Headroom headroom, String provider, String type, String hourly) {
        headroom.operator()
                .body(Map.of("hourly", hourly))
                .put("/simulator/v1/prices/" + provider + "/" + type)
                .then()
                .statusCode(200);
    }

    private static void declares(
            Headroom headroom, String provider, String region, List<String> zones, String type) {
        headroom.operator()
                .body(
                        Map.of(
                                "provider", provider,
                                "region", region,
                                "zones", zones,
                                "instanceTypes", List.of(type),
                                "max", 0))
                .put("/api/v1/pools/priced-" + provider)
                .then()
                .statusCode(201);
    }

    private static void isUsedAndSaid(
            Headroom headroom, String type, String source, String perHour) {
        String item = "items.find { it.instanceType == '%s' }.".formatted(type);
        until(
                type + " costs what its provider says",
                Duration.ofMinutes(2),
                () -> {
                    var listed = headroom.get("/api/v1/list-prices?limit=500");
                    return source.equals(listed.getString(item + "source"))
                            && perHour.equals(listed.getString(item + "perHour"));
                });
        until(
                "it is said of " + type,
                Duration.ofMinutes(2),
                () -> {
                    var said = headroom.get("/api/v1/prices?limit=500&instanceType=" + type);
                    return said.getList("items.source").contains(source)
                            && said.getList("items.perHour").contains(perHour);
                });
    }
}
