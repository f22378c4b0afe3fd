package io.headroom.engine.placement.packing;

import java.util.ArrayList;
import java.util.List;

/// The nodes themselves, by rank: what is free on each device, in the order in which the node numbers them.
final class Machines {

    private final Kind[] kinds;
    private final long[][] devices;

    Machines(List<Packer.Start> nodes) {
        kinds = new Kind[nodes.size()];
        devices = new long[nodes.size()][];
        for (int node = 0; node < kinds.length; node++) {
            Packer.Start start = nodes.get(node);
            kinds[node] = start.kind();
            devices[node] = new long[start.milliFree().size()];
            for (int i = 0; i < devices[node].length; i++) {
                devices[node][i] = start.device(i);
            }
        }
    }

    int size() {
        return kinds.length;
    }

    Kind kind(int node) {
        return kinds[node];
    }

    /// What the node has left, given what is not of its devices.
    Room room(int node, int occupant, int cpuMilli, int memoryMib) {
        long[] sorted = devices[node].clone();
        Room.sort(sorted);
        return new Room(kinds[node], occupant, cpuMilli, memoryMib, sorted);
    }

    void put(Spot spot, Ask ask) {
        long[] of = devices[spot.node()];
        for (int device : spot.devices()) {
            if (!Device.fits(of[device], ask, kinds[spot.node()])) {
                throw new IllegalStateException(
                        "device " + device + " of node " + spot.node() + " has no room for " + ask);
            }
            of[device] =
                    ask.isMig()
                            ? Device.minus(of[device], ask, kinds[spot.node()], spot.slot())
                            : Device.minus(of[device], ask, kinds[spot.node()]);
        }
    }

    void take(Spot spot, Ask ask) {
        long[] of = devices[spot.node()];
        for (int device : spot.devices()) {
            of[device] =
                    ask.isMig()
                            ? Device.plus(of[device], ask, kinds[spot.node()], spot.slot())
                            : Device.plus(of[device], ask, kinds[spot.node()]);
        }
    }

    /// The spot on the node that stands for the room's devices from `first` on.
    Spot spot(int node, Room room, Ask ask, int first, double mark) {
        List<Integer> chosen = devicesAt(node, room, ask, first);
        return new Spot(
                node,
                chosen,
                mark,
                ask.isMig()
                        ? Device.slot(devices[node][chosen.getFirst()], ask, kinds[node])
                        : Slots.NOWHERE);
    }

    /// The devices of the node that stand for the room's devices from `first` on.
    private List<Integer> devicesAt(int node, Room room, Ask ask, int first) {
        long[] of = devices[node];
        List<Integer> chosen = new ArrayList<>(ask.gpus());
        boolean[] taken = new boolean[of.length];
        for (int i = first; chosen.size() < ask.gpus(); i++) {
            long wanted = room.device(i);
            if (!Device.fits(wanted, ask, kinds[node])) {
                continue;
            }
            for (int d = 0; d < taken.length; d++) {
                if (!taken[d] && of[d] == wanted) {
                    taken[d] = true;
                    chosen.add(d);
                    break;
                }
            }
        }
        chosen.sort(null);
        return List.copyOf(chosen);
    }
}
