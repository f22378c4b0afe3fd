package io.headroom.engine.fleet;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.capacity.MigProfile;
import io.headroom.contracts.capacity.MigProfile.Slice;
import io.headroom.contracts.pool.NodeTemplate;

/// The MIG instances on a node's devices: each in slots where its model lets it begin, no slot taken twice, and nothing else on a device
/// that has one.
final class Instances {

    private Instances() {}

    /// The slots that it takes of its device, as bits; 0 if it is no instance.
    static int mask(Hold hold, GpuModel model) {
        Slice slice = slice(hold, model);
        Integer slot = hold.slot();
        return slice == null || slot == null ? 0 : slice.mask(slot);
    }

    private static @Nullable Slice slice(Hold hold, GpuModel model) {
        MigProfile mig = hold.shape().mig();
        return mig == null ? null : mig.on(model).orElse(null);
    }

    /// What cannot be, of devices that the node has; null if all is well.
    static @Nullable String wrong(List<Hold> holds, NodeTemplate template) {
        if (holds.stream().allMatch(hold -> hold.slot() == null)) {
            return null;
        }
        GpuModel model = template.gpuModel();
        int[] taken = new int[template.gpus()];
        boolean[] otherwise = new boolean[template.gpus()];
        for (Hold hold : holds) {
            for (int device : hold.devices()) {
                Integer slot = hold.slot();
                if (slot == null) {
                    otherwise[device] = true;
                    continue;
                }
                Slice slice = slice(hold, model);
                if (slice == null || !slice.mayBeginAt(slot)) {
                    return hold.shape().describe() + " at slot " + slot + " of a " + model;
                }
                if ((taken[device] & slice.mask(slot)) != 0) {
                    return "two instances in a slot of GPU " + device;
                }
                taken[device] |= slice.mask(slot);
            }
        }
        for (int i = 0; i < taken.length; i++) {
            if (taken[i] != 0 && otherwise[i]) {
                return "instances and others on GPU " + i;
            }
        }
        return null;
    }
}
