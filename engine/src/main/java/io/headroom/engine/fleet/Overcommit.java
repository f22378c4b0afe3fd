package io.headroom.engine.fleet;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.pool.NodeTemplate;

/// What is held beyond what a node has.
final class Overcommit {

    private Overcommit() {}

    /// What there is too much of, in words; null if nothing is.
    static @Nullable String of(NodeId id, NodeTemplate template, List<Hold> holds) {
        long cpu = 0;
        long memory = 0;
        long[] milli = new long[template.gpus()];
        long[] gpuMemory = new long[template.gpus()];
        for (Hold hold : holds) {
            cpu += hold.shape().cpuMillis();
            memory += hold.shape().memoryMib();
            for (int device : hold.devices()) {
                if (device < 0 || device >= milli.length) {
                    return "node " + id + " has no GPU " + device;
                }
                milli[device] += hold.shape().milliGpu();
                gpuMemory[device] += Device.memoryMib(hold.shape(), template.gpuModel());
            }
        }
        if (cpu > template.cpuMillis()) {
            return over(id, "CPU", cpu, template.cpuMillis());
        }
        if (memory > template.memoryMib()) {
            return over(id, "memory", memory, template.memoryMib());
        }
        int has = template.gpuModel().memoryMib();
        for (int i = 0; i < milli.length; i++) {
            if (milli[i] > Shape.WHOLE) {
                return over(id, "milli-GPU of GPU " + i, milli[i], Shape.WHOLE);
            }
            if (gpuMemory[i] > has) {
                return over(id, "memory of GPU " + i, gpuMemory[i], has);
            }
        }
        String wrong = Instances.wrong(holds, template);
        return wrong == null ? null : "node " + id + " holds " + wrong;
    }

    private static String over(NodeId id, String what, long held, long has) {
        return "node " + id + " holds " + held + " " + what + ", it has " + has;
    }
}
