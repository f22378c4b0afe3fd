package io.headroom.e2e;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import io.headroom.e2e.system.Corner;
import io.headroom.e2e.system.Headroom;
import io.headroom.e2e.system.RunningSystem;

import static io.headroom.e2e.system.Headroom.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// What is committed to is used first, and what it and the machines cost is what the providers' bill says.
@Order(2)
@ExtendWith(RunningSystem.class)
class CommitmentsTest {

    /// Nobody else here buys it.
    private static final String TYPE = "p3.2xlarge";

    private static final Duration WAIT = Duration.ofMinutes(4);

    @Test
    void the_ledger_with_the_fee_is_the_providers_bill(Headroom headroom) {
        var corner = Corner.declare(headroom, "committed", 2);
        headroom.operator().body(pool()).put("/api/v1/pools/committed").then().statusCode(200);
        // In a quarter of a minute: what is declared after it began is charged from then on only.
        Instant from = now(headroom).plus(Duration.ofMinutes(15)).truncatedTo(ChronoUnit.SECONDS);
        Instant to = from.plus(Duration.ofMinutes(50));
        declare(headroom, from, to);

        until("it has begun", WAIT, () -> now(headroom).isAfter(from));
        corner.submit("first", 1, 900);
        corner.submit("second", 1, 900);
        until(
                "one is covered",
                WAIT,
                () -> {
                    List<String> prices =
                            headroom.get("/api/v1/nodes?limit=500&pool=committed")
                                    .getList(
                                            "items.findAll { it.state == 'ready' }.pricePerHour",
                                            String.class);
                    return prices.contains("0.00");
                });
        until(
                "both are gone",
                WAIT,
                () -> corner.machines().isEmpty() && now(headroom).isAfter(to));
        until(
                "all of the fee is charged",
                WAIT,
                () ->
                        Instant.parse(
                                        headroom.get("/api/v1/commitments/committed")
                                                .getString("chargedTo"))
                                .equals(to));

        BigDecimal machines = corner.charged();
        BigDecimal used = costs(headroom, "commitment");
        BigDecimal fee = used.add(costs(headroom, "idle-commitment"));
        // 50 minutes at 1.80 dollars an hour.
        assertThat(fee).isCloseTo(new BigDecimal("1.50"), within(new BigDecimal("0.000002")));
        assertThat(used).isPositive();
        // An end is known once it is confirmed, on this clock half a minute later, and charged
        // until then.
        until(
                "the machines' bills are booked",
                WAIT,
                () -> {
                    BigDecimal more = pool(headroom).subtract(machines);
                    return more.signum() >= 0 && more.compareTo(new BigDecimal("0.10")) < 0;
                });
        assertThat(machines).isPositive();
    }

    private static Map<String, Object> pool() {
        return Map.of(
                "provider",
                "aws",
                "region",
                "us-east-1",
                "zones",
                List.of("us-east-1a", "us-east-1b", "us-east-1c"),
                "instanceTypes",
                List.of(TYPE),
                "lane",
                "committed",
                "max",
                2);
    }

    private static void declare(Headroom headroom, Instant from, Instant to) {
        var body = new LinkedHashMap<String, Object>();
        body.put("kind", "reserved");
        body.put("provider", "aws");
        body.put("region", "us-east-1");
        body.put("instanceType", TYPE);
        body.put("nodes", 1);
        body.put("perHour", "1.80");
        body.put("from", from.toString());
        body.put("to", to.toString());
        body.put("tenant", "committed");
        headroom.operator()
                .body(body)
                .put("/simulator/v1/commitments/committed")
                .then()
                .log()
                .ifValidationFails()
                .statusCode(200);
        headroom.operator().body(body).put("/api/v1/commitments/committed").then().statusCode(201);
    }

    private static BigDecimal costs(Headroom headroom, String share) {
        return amount(
                headroom,
                "tenant,share",
                "it.group.tenant == 'committed' && it.group.share == '%s'".formatted(share));
    }

    private static BigDecimal pool(Headroom headroom) {
        return amount(headroom, "pool", "it.group.pool == 'committed'");
    }

    private static BigDecimal amount(Headroom headroom, String by, String which) {
        var costs =
                headroom.get(
                        "/api/v1/costs?by=%s&from=2020-01-01T00:00:00Z&to=2120-01-01T00:00:00Z"
                                .formatted(by));
        String amount = costs.getString("items.find { %s }?.amount".formatted(which));
        return amount == null ? BigDecimal.ZERO : new BigDecimal(amount);
    }

    private static Instant now(Headroom headroom) {
        return Instant.parse(headroom.get("/simulator/v1/bill/total").getString("at"));
    }
}
