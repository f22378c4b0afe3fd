package io.headroom.replay.placement;

import java.util.List;
import java.util.Optional;

import io.headroom.engine.placement.packing.Ask;
import io.headroom.engine.placement.packing.Mix;
import io.headroom.engine.placement.packing.Packer;
import io.headroom.engine.placement.packing.Score;
import io.headroom.engine.placement.packing.Spot;
import io.headroom.replay.rival.Placing;

/// One seed under one policy: pods arrive one by one, stay for ever, and have one try.
///
/// @param allocationPercent milli-GPU of the placed pods by that of the cluster
/// @param podsRefused pods that fitted nowhere
/// @param lostPercent part of the cluster's GPU that is free at the end and that the typical mix cannot use
/// @param nanos time that the decisions took
record PackingRun(double allocationPercent, int podsRefused, double lostPercent, long nanos) {

    static PackingRun of(
            Cluster cluster, Arrivals arrivals, Score score, Placing placing, Mix judge) {
        List<Ask> asks = arrivals.pods().stream().map(cluster::ask).toList();
        Packer packer = new Packer(cluster.empty(arrivals.nodes()), score);
        long placedMilli = 0;
        int refused = 0;
        long from = System.nanoTime();
        for (Ask ask : asks) {
            placing.arrives(packer, ask);
            Optional<Spot> spot = placing.choose(packer, ask);
            if (spot.isEmpty()) {
                refused++;
                continue;
            }
            packer.put(spot.get(), ask);
            placing.placed(spot.get(), ask);
            placedMilli += ask.totalMilli();
        }
        long nanos = System.nanoTime() - from;
        double lost = 0;
        for (int node = 0; node < packer.nodes(); node++) {
            lost += judge.fragmentation(packer.room(node));
        }
        double total = cluster.totalMilli();
        return new PackingRun(100 * placedMilli / total, refused, 100 * lost / total, nanos);
    }
}
