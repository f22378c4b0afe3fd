package io.headroom.e2e;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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

/// A provider raises a list price while a machine runs: the ledger follows the bill, and the cap holds.
@Order(2)
@ExtendWith(RunningSystem.class)
class RisingPricesTest {

    /// Nobody else here buys it: 5.672 dollars an hour.
    private static final String TYPE = "g5.12xlarge";

    private static final String DEARER = "8.00";

    /// A lease, its renewal at the new price, and some more. On this clock a lease holds 50 minutes and more.
    private static final String CAP = "14.00";

    private static final Duration WAIT = Duration.ofMinutes(4);

    @Test
    void what_is_raised_while_a_machine_runs_is_in_the_ledger_and_under_the_cap(Headroom headroom) {
        var corner = new Corner(headroom, "rising");
        corner.cap(CAP);
        declares(headroom, "tenants", Map.of("weight", 1));
        declares(headroom, "lanes", Map.of());
        declares(headroom, "pools", pool());
        corner.submit("long", 1, 4 * 3600);
        until("it runs", WAIT, () -> prices(headroom).contains("5.672"));
        Instant rise = now(headroom).plus(Duration.ofMinutes(20)).truncatedTo(ChronoUnit.SECONDS);
        raises(headroom, rise);

        until("it costs more", WAIT, () -> prices(headroom).contains(DEARER));
        until(
                "its budget has no more and it is gone",
                WAIT,
                () -> corner.machines().isEmpty() && now(headroom).isAfter(rise));
        corner.cancelAll();
        until(
                "all of it is booked",
                WAIT,
                () -> {
                    BigDecimal late = ledger(headroom, now(headroom)).subtract(corner.charged());
                    return late.signum() >= 0 && late.compareTo(new BigDecimal("0.20")) < 0;
                });

        // What was charged before it is booked up to that instant, and no further at the old price.
        assertThat(ledger(headroom, rise))
                .isPositive()
                .isCloseTo(bill(corner, rise), within(new BigDecimal("0.01")));
        // It ran on for long enough that the rise is more than what is doubted of its end.
        assertThat(corner.charged().subtract(bill(corner, rise)))
                .isGreaterThan(new BigDecimal("2.00"));
        BigDecimal cap = new BigDecimal(CAP);
        assertThat(corner.mostChargeable()).isLessThanOrEqualTo(cap);
        assertThat(
                        new BigDecimal(
                                headroom.get("/api/v1/budgets/rising/status")
                                        .getString("highestCommitted")))
                .isLessThanOrEqualTo(cap);
    }

    private static void declares(Headroom headroom, String what, Map<String, Object> body) {
        headroom.operator().body(body).put("/api/v1/" + what + "/rising").then().statusCode(201);
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
                "rising",
                "max",
                1);
    }

    /// The provider announces it, and an operator says so here.
    private static void raises(Headroom headroom, Instant from) {
        headroom.operator()
                .body(Map.of("hourly", DEARER, "from", from.toString()))
                .put("/simulator/v1/prices/aws/" + TYPE)
                .then()
                .statusCode(200);
        Map<String, String> said =
                Map.of(
                        "provider",
                        "aws",
                        "region",
                        "us-east-1",
                        "instanceType",
                        TYPE,
                        "perHour",
                        DEARER,
                        "from",
                        from.toString());
        headroom.operator()
                .body(Map.of("prices", List.of(said)))
                .post("/api/v1/list-prices")
                .then()
                .statusCode(200);
    }

    private static List<String> prices(Headroom headroom) {
        return headroom.get("/api/v1/nodes?limit=500&pool=rising")
                .getList("items.findAll { it.state == 'ready' }.pricePerHour", String.class);
    }

    private static BigDecimal bill(Corner corner, Instant at) {
        return new BigDecimal(corner.billAt(at).getString("charged"));
    }

    private static BigDecimal ledger(Headroom headroom, Instant to) {
        String amount =
                headroom.get(
                                "/api/v1/costs?by=pool&from=2020-01-01T00:00:00Z&to="
                                        + to.truncatedTo(ChronoUnit.SECONDS))
                        .getString("items.find { it.group.pool == 'rising' }?.amount");
        return amount == null ? BigDecimal.ZERO : new BigDecimal(amount);
    }

    private static Instant now(Headroom headroom) {
        return Instant.parse(headroom.get("/simulator/v1/bill/total").getString("at"));
    }
}
