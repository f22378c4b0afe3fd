package io.headroom.contracts.workload;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.NodeId;

/// Why a workload waits: the constraint that binds first.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "code")
@JsonSubTypes({
    @JsonSubTypes.Type(value = PendingReason.NotLookedAt.class, name = "not-looked-at"),
    @JsonSubTypes.Type(value = PendingReason.NoCapacity.class, name = "no-capacity"),
    @JsonSubTypes.Type(value = PendingReason.GangIncomplete.class, name = "gang-incomplete"),
    @JsonSubTypes.Type(value = PendingReason.CapacityOnTheWay.class, name = "capacity-on-the-way"),
    @JsonSubTypes.Type(value = PendingReason.HeldBack.class, name = "held-back"),
    @JsonSubTypes.Type(value = PendingReason.BudgetDenied.class, name = "budget-denied"),
    @JsonSubTypes.Type(value = PendingReason.QuotaReached.class, name = "quota-reached"),
    @JsonSubTypes.Type(value = PendingReason.LaneClosed.class, name = "lane-closed"),
    @JsonSubTypes.Type(value = PendingReason.NodeLost.class, name = "node-lost"),
    @JsonSubTypes.Type(value = PendingReason.MakingRoom.class, name = "making-room"),
    @JsonSubTypes.Type(value = PendingReason.Preempted.class, name = "preempted"),
    @JsonSubTypes.Type(value = PendingReason.Moved.class, name = "moved"),
    @JsonSubTypes.Type(value = PendingReason.MovedOff.class, name = "moved-off"),
    @JsonSubTypes.Type(value = PendingReason.TenantLimit.class, name = "tenant-limit"),
    @JsonSubTypes.Type(value = PendingReason.RoomKept.class, name = "room-kept"),
    @JsonSubTypes.Type(value = PendingReason.NotTogether.class, name = "not-together"),
})
@JsonIgnoreProperties(value = "message", allowGetters = true)
public sealed interface PendingReason extends WorkloadReason {

    @Override
    @JsonProperty
    String message();

    /// Just accepted: no plan has seen it yet.
    record NotLookedAt() implements PendingReason {
        @Override
        public String message() {
            return "accepted, not yet planned";
        }
    }

    /// No ready node can hold a replica now.
    ///
    /// @param shape what was looked for, for people
    /// @param constraint what the nearest node lacks
    record NoCapacity(String shape, String constraint) implements PendingReason {
        @Override
        public String message() {
            return "no ready node has room for " + shape + ": " + constraint;
        }
    }

    /// Some replicas of a gang fit, not all.
    record GangIncomplete(int fits, int of) implements PendingReason {
        @Override
        public String message() {
            return fits + " of " + of + " replicas fit; a gang starts whole";
        }
    }

    /// Bound to nodes that are being bought, woken or booted.
    record CapacityOnTheWay(int nodes) implements PendingReason {
        @Override
        public String message() {
            return "waiting for " + nodes + " node(s) on the way";
        }
    }

    /// It would fit, but only by delaying one that has waited longer.
    record HeldBack(WorkloadId behind) implements PendingReason {
        @Override
        public String message() {
            return "held back so that " + behind + " is not starved";
        }
    }

    /// Capacity for it was refused by a budget.
    record BudgetDenied(String budget, Money missing, Instant retryNotBefore)
            implements PendingReason {
        @Override
        public String message() {
            return "budget "
                    + budget
                    + " lacks "
                    + missing
                    + "; next try not before "
                    + retryNotBefore;
        }
    }

    /// A quota of its tenant has less left than it is thought to use.
    record QuotaReached(String quota) implements PendingReason {
        @Override
        public String message() {
            return "quota " + quota + " has too little left for it";
        }
    }

    /// Its lane does not take this class, tenant or environment.
    record LaneClosed(String lane, String constraint) implements PendingReason {
        @Override
        public String message() {
            return "lane " + lane + " does not take it: " + constraint;
        }
    }

    /// It ran on a node that is gone; it will run again.
    record NodeLost(String node) implements PendingReason {
        @Override
        public String message() {
            return "node " + node + " was lost; it waits for another";
        }
    }

    /// Others have notice to leave for it; its places are kept.
    record MakingRoom(List<WorkloadId> leaving, Instant notBefore) implements PendingReason {
        public MakingRoom {
            leaving = List.copyOf(leaving);
        }

        @Override
        public String message() {
            return leaving.size() + " workload(s) leave for it at " + notBefore;
        }
    }

    /// It had to leave for another; it will run again.
    ///
    /// @param why what the rules said, for people
    record Preempted(WorkloadId by, String why) implements PendingReason {
        @Override
        public String message() {
            return "made room for " + by + ": " + why;
        }
    }

    /// It starts again elsewhere, where a place is kept for it, so that another has room.
    ///
    /// @param why what is lost by it and what it saves, for people
    record Moved(WorkloadId by, String why) implements PendingReason {
        @Override
        public String message() {
            return "moved so that " + by + " has room: " + why;
        }
    }

    /// It was moved off a node that goes; it takes the place that is kept for it.
    ///
    /// @param why what that costs and saves, for people
    record MovedOff(NodeId node, String why) implements PendingReason {
        @Override
        public String message() {
            return "moved so that node " + node + " may go: " + why;
        }
    }

    /// Its tenant, or one above it, holds as many GPUs as it may.
    record TenantLimit(String tenant, int maxGpus, int heldMilliGpu) implements PendingReason {
        @Override
        public String message() {
            return "tenant "
                    + tenant
                    + " holds "
                    + heldMilliGpu / 1000.0
                    + " of at most "
                    + maxGpus
                    + " GPUs";
        }
    }

    /// Places are kept for it until they are free.
    ///
    /// @param nodes on how many nodes
    /// @param start when they are thought to be free; absent if nobody knows
    record RoomKept(int nodes, @Nullable Instant start) implements PendingReason {
        @Override
        public String message() {
            return "room on "
                    + nodes
                    + " node(s) is kept for it"
                    + (start == null ? "" : ", thought to be free at " + start);
        }
    }

    /// Not all of its replicas fit as near to each other as it requires.
    ///
    /// @param fits how many do, at the best of places
    record NotTogether(Topology.Within within, int fits, int of) implements PendingReason {
        @Override
        public String message() {
            return fits == 0
                    ? "no node with room for it is known to be in a " + within.label()
                    : "at most "
                            + fits
                            + " of "
                            + of
                            + " replicas fit into one "
                            + within.label()
                            + ", which it requires";
        }
    }
}
