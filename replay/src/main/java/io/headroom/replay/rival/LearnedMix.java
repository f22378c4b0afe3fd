package io.headroom.replay.rival;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.headroom.engine.placement.packing.Ask;
import io.headroom.engine.placement.packing.Frugal;
import io.headroom.engine.placement.packing.Kind;
import io.headroom.engine.placement.packing.Mix;
import io.headroom.engine.placement.packing.Packer;
import io.headroom.engine.placement.packing.Spot;

/// Headroom's own policy: the engine's score, on a mix that it learns from the arrivals so far. It is told nothing in advance.
public final class LearnedMix implements Placing {

    /// The mix is looked at again each time a quarter more has arrived: often while little is known, rarely later.
    private static final double MORE = 1.25;

    private static final int FIRST = 16;

    /// Rarer requests hardly change the mix, and cost time.
    private static final int SHAPES = 64;

    private final List<Kind> kinds;
    private final Frugal.Weights weights;
    private final Map<Ask, Integer> counts = new LinkedHashMap<>();
    private int arrived;
    private int next = FIRST;

    public LearnedMix(List<Kind> kinds, Frugal.Weights weights) {
        this.kinds = kinds;
        this.weights = weights;
    }

    /// The score to begin with: nothing is known.
    public static Frugal ignorant(List<Kind> kinds, Frugal.Weights weights) {
        return new Frugal(new Mix(kinds, _ -> List.of()), weights);
    }

    @Override
    public Optional<Spot> choose(Packer packer, Ask ask) {
        return packer.find(ask);
    }

    @Override
    public void arrives(Packer packer, Ask ask) {
        counts.merge(ask, 1, Integer::sum);
        if (++arrived >= next) {
            next = (int) Math.ceil(arrived * MORE);
            List<Mix.Typical> typical =
                    counts.entrySet().stream()
                            .sorted(
                                    Comparator.comparingInt(Map.Entry<Ask, Integer>::getValue)
                                            .reversed())
                            .limit(SHAPES)
                            .map(one -> new Mix.Typical(one.getKey(), one.getValue()))
                            .toList();
            packer.judgeBy(new Frugal(new Mix(kinds, _ -> typical), weights));
        }
    }
}
