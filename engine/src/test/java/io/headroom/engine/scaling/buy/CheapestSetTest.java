package io.headroom.engine.scaling.buy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.engine.scaling.Scene;
import io.headroom.engine.scaling.fact.ScalingPlan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// Small cases are bought as cheaply as they can be, which trying everything tells.
class CheapestSetTest {

    /// Dearer than any set of these.
    private static final double NEVER = 1e9;

    @Test
    void one_large_machine_is_taken_where_the_greedy_rule_would_take_two_of_middling_size() {
        // Seven GPUs: four cost $3.25 each, but then three are left, for as much again.
        ScalingPlan plan =
                Scene.scene()
                        .pool("p", 0, 10)
                        .offer("p", Scene.FOUR, "13")
                        .offer("p", Scene.EIGHT, "24")
                        .waiting(7, 1)
                        .plan();

        assertThat(bought(plan)).containsExactly("eight");
    }

    @Test
    void a_gang_is_bought_as_the_cheapest_set_that_holds_all_of_it() {
        ScalingPlan plan =
                Scene.scene()
                        .pool("p", 0, 10)
                        .offer("p", Scene.FOUR, "13")
                        .offer("p", Scene.EIGHT, "24")
                        .gang(7, 1)
                        .plan();

        assertThat(bought(plan)).containsExactly("eight");
    }

    /// @param prices of a machine of one, of four and of eight GPUs, in dimes
    @Property(tries = 300)
    void a_small_set_is_as_cheap_as_any(
            @ForAll("prices") List<Integer> prices, @ForAll("sizes") List<Integer> sizes) {
        Scene scene = Scene.scene().pool("p", 0, 12);
        List<NodeTemplate> types = List.of(Scene.ONE, Scene.FOUR, Scene.EIGHT);
        for (int i = 0; i < types.size(); i++) {
            scene.offer(
                    "p",
                    "ra",
                    types.get(i),
                    new Money(prices.get(i) * 100_000L).toString(),
                    CapacityType.ON_DEMAND,
                    1);
        }
        sizes.forEach(size -> scene.waiting(1, size));
        ScalingPlan plan = scene.planAt(0);

        double paid =
                plan.steps().stream()
                        .map(ScalingPlan.Step.Buy.class::cast)
                        .flatMap(b -> b.nodes().stream())
                        .mapToDouble(n -> n.offer().pricePerHour().micros() / 1e6)
                        .sum();
        assertThat(plan.unmet()).isEmpty();
        assertThat(paid).isCloseTo(cheapest(prices, sizes), within(1e-6));
    }

    @Provide
    Arbitrary<List<Integer>> prices() {
        return Arbitraries.integers().between(10, 300).list().ofSize(3);
    }

    @Provide
    Arbitrary<List<Integer>> sizes() {
        return Arbitraries.of(1, 2, 4, 8).list().ofMinSize(1).ofMaxSize(6);
    }

    /// By trying every number of each machine.
    private static double cheapest(List<Integer> prices, List<Integer> sizes) {
        double best = NEVER;
        for (int ones = 0; ones <= 12; ones++) {
            for (int fours = 0; ones + fours <= 12; fours++) {
                for (int eights = 0; ones + fours + eights <= 12; eights++) {
                    double price =
                            (ones * prices.get(0) + fours * prices.get(1) + eights * prices.get(2))
                                    / 10.0;
                    if (price < best && holds(ones, fours, eights, sizes)) {
                        best = price;
                    }
                }
            }
        }
        return best;
    }

    /// Sizes divide each other: the largest into the fullest that has room for it is as good as any way (Coffman et al. 1987).
    private static boolean holds(int ones, int fours, int eights, List<Integer> sizes) {
        List<Integer> free = new ArrayList<>();
        free.addAll(Collections.nCopies(ones, 1));
        free.addAll(Collections.nCopies(fours, 4));
        free.addAll(Collections.nCopies(eights, 8));
        List<Integer> largestFirst = sizes.stream().sorted(Collections.reverseOrder()).toList();
        for (int size : largestFirst) {
            int best = -1;
            for (int i = 0; i < free.size(); i++) {
                if (free.get(i) >= size && (best < 0 || free.get(i) < free.get(best))) {
                    best = i;
                }
            }
            if (best < 0) {
                return false;
            }
            free.set(best, free.get(best) - size);
        }
        return true;
    }

    private static List<String> bought(ScalingPlan plan) {
        return plan.steps().stream()
                .map(ScalingPlan.Step.Buy.class::cast)
                .flatMap(b -> b.nodes().stream())
                .map(n -> n.offer().template().instanceType())
                .toList();
    }
}
