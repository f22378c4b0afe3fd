package io.headroom.engine.placement.packing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/// The typical mix of requests, and how much of the free GPU of a node they cannot use: its fragmentation.
public final class Mix {

    /// One request and how often it comes; only the proportions count.
    public record Typical(Ask ask, double weight) {
        public Typical {
            if (!(weight > 0)) {
                throw new IllegalArgumentException("a typical request that never comes");
            }
        }
    }

    /// Requests that a kind of node may take, as columns: shares by ascending size, then whole devices.
    private static final class Column {
        private final double excluded;
        private final int[] milli;
        private final int[] gpus;
        private final int[] cpuMilli;
        private final int[] memoryMib;
        private final double[] weight;
        private double cpuMilliPerGpu;
        private double memoryMibPerGpu;

        Column(double excluded, int requests) {
            this.excluded = excluded;
            milli = new int[requests];
            gpus = new int[requests];
            cpuMilli = new int[requests];
            memoryMib = new int[requests];
            weight = new double[requests];
        }

        /// The first request from this one on that needs so much of a device.
        int from(int least, int next) {
            int at = next;
            while (at < milli.length && milli[at] < least) {
                at++;
            }
            return at;
        }

        /// Adds what some requests lose, in their order: another order of the sum would be another sum.
        double add(
                double before,
                int from,
                int to,
                Room room,
                int devices,
                double ifItFits,
                double ifNot) {
            int cpu = room.cpuMilli();
            int memory = room.memoryMib();
            double lost = before;
            for (int i = from; i < to; i++) {
                boolean fits = devices >= gpus[i] && cpu >= cpuMilli[i] && memory >= memoryMib[i];
                lost += weight[i] * (fits ? ifItFits : ifNot);
            }
            return lost;
        }
    }

    private final List<Column> byKind = new ArrayList<>();

    /// @param typical the requests that may come to nodes of a kind, also those that the kind does not allow: what is free on it
    ///     is lost to them. Requests without GPUs can use no GPU, so all is lost to them (as the published definition has it); that
    ///     matters only for the weight of the others.
    public Mix(List<Kind> kinds, Function<Kind, List<Typical>> typical) {
        for (Kind kind : kinds) {
            byKind.add(column(kind, typical.apply(kind)));
        }
    }

    private static Column column(Kind kind, List<Typical> typical) {
        double total = 0;
        for (Typical one : typical) {
            total += one.weight();
        }
        List<Typical> allowed = new ArrayList<>();
        double excluded = 0;
        for (Typical one : typical) {
            if (one.ask().gpus() > 0 && one.ask().allows(kind)) {
                allowed.add(one);
            } else {
                excluded += one.weight() / total;
            }
        }
        allowed.sort(Comparator.comparingInt(one -> least(one.ask())));
        int n = allowed.size();
        Column column = new Column(excluded, n);
        for (int i = 0; i < n; i++) {
            Ask ask = allowed.get(i).ask();
            column.milli[i] = least(ask);
            column.gpus[i] = ask.gpus();
            column.cpuMilli[i] = ask.cpuMilli();
            column.memoryMib[i] = ask.memoryMib();
            column.weight[i] = allowed.get(i).weight() / total;
        }
        proportions(column, typical);
        return column;
    }

    /// Milli-GPU that a device must have free: an instance needs one that nobody uses, where none is in MIG mode.
    private static int least(Ask ask) {
        return ask.isMig() ? Kind.WHOLE : ask.milli();
    }

    private static void proportions(Column column, List<Typical> typical) {
        double gpus = 0;
        double cpuMilli = 0;
        double memoryMib = 0;
        for (Typical one : typical) {
            if (one.ask().gpus() > 0) {
                gpus += one.weight() * one.ask().totalMilli() / Kind.WHOLE;
                cpuMilli += one.weight() * one.ask().cpuMilli();
                memoryMib += one.weight() * one.ask().memoryMib();
            }
        }
        column.cpuMilliPerGpu = gpus > 0 ? cpuMilli / gpus : 0;
        column.memoryMibPerGpu = gpus > 0 ? memoryMib / gpus : 0;
    }

    /// Milli-GPU free on the node for which its free CPU or memory does not last, in the proportion in which the mix takes them.
    public double starvation(Room room) {
        Column column = byKind.get(room.kind().index());
        double served = room.totalMilli();
        if (column.cpuMilliPerGpu > 0) {
            served = Math.min(served, Kind.WHOLE * room.cpuMilli() / column.cpuMilliPerGpu);
        }
        if (column.memoryMibPerGpu > 0) {
            served = Math.min(served, Kind.WHOLE * room.memoryMib() / column.memoryMibPerGpu);
        }
        return room.totalMilli() - served;
    }

    /// Milli-GPU free on the node that a request of the mix, drawn at random, could not use.
    public double fragmentation(Room room) {
        if (room.totalMilli() == 0) {
            return 0;
        }
        Column column = byKind.get(room.kind().index());
        int devices = room.devices();
        int[] usable = room.usable();
        int total = 0;
        for (int milli : usable) {
            total += milli;
        }
        double lost = column.excluded * total;
        int tooSmall = 0;
        int lostOnSmall = 0;
        int next = 0;
        while (next < column.milli.length) {
            while (tooSmall < devices && usable[tooSmall] < column.milli[next]) {
                lostOnSmall += usable[tooSmall];
                tooSmall++;
            }
            // Up to here the same devices are too small, so that the loop has nothing but the
            // requests left to look at.
            int end =
                    tooSmall < devices
                            ? column.from(usable[tooSmall] + 1, next)
                            : column.milli.length;
            lost = column.add(lost, next, end, room, devices - tooSmall, lostOnSmall, total);
            next = end;
        }
        return lost;
    }
}
