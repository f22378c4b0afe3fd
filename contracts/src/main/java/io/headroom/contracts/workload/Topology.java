package io.headroom.contracts.workload;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.check.Checks;
import io.headroom.contracts.pool.NodeTemplate;

/// How near to each other all replicas of a workload stand.
///
/// @param within what they have in common
/// @param required whether they wait until that can be; false: as near as there is room. True if absent
public record Topology(Within within, @Nullable Boolean required) {

    /// What joins machines, from the nearest on.
    public enum Within {
        /// GPUs that NVLink joins: those of one machine, where its model has NVLink.
        NVLINK_ISLAND("NVLink island"),
        RACK("rack"),
        ZONE("zone");

        private final String label;

        Within(String label) {
            this.label = label;
        }

        /// For people.
        public String label() {
            return label;
        }
    }

    public Topology {
        required = required == null ? true : required;
        new Checks().present(within, "within").done();
    }

    @Override
    public Boolean required() {
        return required == null ? true : required;
    }

    /// Whether any machines there are could hold so many replicas like that: an NVLink island is one machine.
    boolean isPossible(GpuRequest gpu, int replicas) {
        return within != Within.NVLINK_ISLAND
                || !required()
                || (long) replicas * gpu.count() <= NodeTemplate.MAX_GPUS
                || gpu.milli() != null;
    }

    public static Topology oneOf(Within within) {
        return new Topology(within, true);
    }
}
