package io.headroom.cloudsim.bill;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.headroom.cloudsim.machine.Machine;
import io.headroom.cloudsim.market.CapacityType;
import io.headroom.cloudsim.market.Catalogue;
import io.headroom.cloudsim.market.Market;
import io.headroom.cloudsim.market.Provider;
import io.headroom.cloudsim.market.Usd;
import io.headroom.contracts.budget.Money;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.contracts.price.CommitmentKind;
import io.headroom.contracts.price.CommitmentSpec;

import static org.assertj.core.api.Assertions.assertThat;

/// The bill takes off what commitments cover, for as long as they cover it, and charges their fee.
class CommitmentsTest {

    private static final Instant START = Instant.parse("2026-11-02T11:00:00Z");

    private Commitments commitments;

    @BeforeEach
    void open() {
        Market market = Market.of(Catalogue.read(Optional.empty()), 7, 1);
        commitments = new Commitments(market, new Tariff(market));
    }

    @Test
    void the_first_is_covered_and_then_the_next_from_when_it_ended() {
        commitments.declare("one", reserved(1));
        Machine first = p5("i-1", 0).terminated(START.plusSeconds(3600), "");
        Machine second = p5("i-2", 60);
        Map<String, Usd> off =
                commitments.takenOff(List.of(second, first), START.plusSeconds(2 * 3600));
        // 55.04 dollars an hour: one hour each.
        assertThat(off).isEqualTo(Map.of("i-1", Usd.of("55.04"), "i-2", Usd.of("55.04")));
        assertThat(commitments.fees(START.plusSeconds(2 * 3600))).isEqualTo(Usd.of("60.00"));
    }

    @Test
    void a_savings_plan_covers_a_part_of_what_it_is_too_small_for() {
        commitments.declare("plan", plan("41.28", 25));
        // At three quarters of the list one needs 41.28: it is all of the plan.
        Map<String, Usd> off =
                commitments.takenOff(List.of(p5("i-1", 0), p5("i-2", 1)), START.plusSeconds(3600));
        assertThat(off.get("i-1")).isEqualTo(Usd.of("55.04"));
        assertThat(off).doesNotContainKey("i-2");
        commitments.declare("plan", plan("20.64", 25));
        assertThat(commitments.takenOff(List.of(p5("i-1", 0)), START.plusSeconds(3600)))
                .isEqualTo(Map.of("i-1", Usd.of("27.52")));
    }

    private static Machine p5(String id, int after) {
        return TariffProperties.machine(
                id,
                Provider.AWS,
                "us-east-1a",
                "p5.48xlarge",
                CapacityType.ON_DEMAND,
                START.plusSeconds(after));
    }

    private static CommitmentSpec reserved(int nodes) {
        return spec(CommitmentKind.RESERVED, "30.00", nodes, null);
    }

    private static CommitmentSpec plan(String perHour, int discount) {
        return spec(CommitmentKind.SAVINGS_PLAN, perHour, null, discount);
    }

    private static CommitmentSpec spec(
            CommitmentKind kind,
            String perHour,
            @Nullable Integer nodes,
            @Nullable Integer discount) {
        return new CommitmentSpec(
                kind,
                ProviderKind.AWS,
                "us-east-1",
                null,
                "p5.48xlarge",
                null,
                nodes,
                Money.of(perHour),
                discount,
                START,
                START.plus(Duration.ofDays(1)),
                null,
                null,
                null);
    }
}
