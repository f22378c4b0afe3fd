package io.headroom.replay.placement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.headroom.engine.placement.packing.Ask;
import io.headroom.engine.placement.packing.Mix;
import io.headroom.replay.trace.OpenbPod;

/// The mix that FGD is told in advance: the most frequent requests of the whole list that make up 95 % of it, without their memory.
final class ToldMix {

    private static final double COVERED = 0.95;

    private record Counted(Ask ask, int count, OpenbPod first) {}

    private static final Comparator<Counted> MOST_FREQUENT =
            Comparator.comparingInt(Counted::count)
                    .thenComparingInt(one -> one.first().cpuMilli())
                    .thenComparingInt(one -> one.first().gpuMilli())
                    .thenComparingInt(one -> one.first().gpus())
                    .thenComparing(one -> one.first().models().toString())
                    .reversed();

    private ToldMix() {}

    static Mix of(Cluster cluster, List<OpenbPod> list) {
        Map<Ask, Counted> counts = new LinkedHashMap<>();
        for (OpenbPod pod : list) {
            Ask ask = cluster.askWithoutMemory(pod);
            counts.merge(
                    ask,
                    new Counted(ask, 1, pod),
                    (one, more) -> new Counted(ask, one.count() + more.count(), one.first()));
        }
        List<Mix.Typical> told = new ArrayList<>();
        double covered = 0;
        for (Counted one : counts.values().stream().sorted(MOST_FREQUENT).toList()) {
            if (covered >= COVERED * list.size()) {
                break;
            }
            told.add(new Mix.Typical(one.ask(), one.count()));
            covered += one.count();
        }
        return new Mix(cluster.kinds(), _ -> told);
    }
}
