package io.headroom.engine.placement.defrag;

import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.capacity.MigProfile;
import io.headroom.contracts.capacity.Shape;
import io.headroom.engine.fleet.Device;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.placement.packing.Slots;

/// Replicas that a node has room for; whose they may stand beside is looked at by the planner afterwards.
final class HowMany {

    private HowMany() {}

    static int fit(Node node, Shape shape) {
        int byCpu = node.cpuFree() / Math.max(1, shape.cpuMillis());
        int byMemory = node.memoryFree() / Math.max(1, shape.memoryMib());
        return Math.min(byDevices(node, shape), Math.min(byCpu, byMemory));
    }

    private static int byDevices(Node node, Shape shape) {
        GpuModel model = node.template().gpuModel();
        MigProfile mig = shape.mig();
        if (mig != null) {
            return node.devices().stream().mapToInt(d -> instances(d, mig, model)).sum();
        }
        if (shape.isShare()) {
            return node.devices().stream().mapToInt(d -> shares(d, shape, model)).sum();
        }
        long whole = node.devices().stream().filter(d -> d.isUntouched(model)).count();
        return shape.gpus() == 0 ? Integer.MAX_VALUE : (int) whole / shape.gpus();
    }

    private static int instances(Device device, MigProfile mig, GpuModel model) {
        boolean open = device.slotsTaken() != 0 || device.isUntouched(model);
        return mig.on(model)
                .filter(_ -> open)
                .map(slice -> Slots.howMany(slice, device.slotsTaken()))
                .orElse(0);
    }

    private static int shares(Device device, Shape shape, GpuModel model) {
        int memory = Device.memoryMib(shape, model);
        int byMemory = memory == 0 ? Integer.MAX_VALUE : device.memoryFreeMib() / memory;
        return device.slotsTaken() != 0
                ? 0
                : Math.min(device.milliFree() / shape.milliGpu(), byMemory);
    }
}
