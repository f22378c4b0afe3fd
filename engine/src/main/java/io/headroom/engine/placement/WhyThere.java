package io.headroom.engine.placement;

import java.util.List;

import io.headroom.contracts.workload.Topology;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.fleet.Waiting;
import io.headroom.engine.placement.board.OnDisk;
import io.headroom.engine.placement.packing.Room;

/// Why a replica stands where it does, for people.
public final class WhyThere {

    private WhyThere() {}

    /// @param room what is left of the node
    public static String of(Waiting waiting, Node node, Room room) {
        return (node.state().isPlanned() ? "on its way; " : "")
                + together(waiting)
                + onDisk(waiting.data(), node)
                + "fits tightest: leaves "
                + room.wholeFree()
                + " whole GPU(s) of "
                + node.template().gpus()
                + ", "
                + room.cpuMilli() / 1000
                + " of "
                + node.template().cpuMillis() / 1000
                + " CPUs";
    }

    private static String together(Waiting waiting) {
        Topology topology = waiting.topology();
        return topology != null && topology.required()
                ? "all in one " + topology.within().label() + "; "
                : "";
    }

    private static String onDisk(List<String> names, Node node) {
        int has = OnDisk.count(names, node);
        if (has == 0) {
            return "";
        }
        String what = names.size() == 1 ? names.getFirst() : has + " of " + names.size();
        return "has " + what + " on its disk; of such nodes ";
    }
}
