package io.headroom.engine.scaling.fact;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.PurchaseId;
import io.headroom.contracts.capacity.ShortfallItem;
import io.headroom.contracts.forecast.BoundBy;
import io.headroom.contracts.forecast.SeriesKey;
import io.headroom.contracts.node.KeptFor;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.node.NodeReleaseRequested.Pays;
import io.headroom.contracts.workload.Topology;
import io.headroom.contracts.workload.WorkloadClass;

/// What to buy and give back, and why not more.
///
/// @param bounds where a bound cut what a forecast asked for, or how many nodes leave at once
/// @param kept nodes that could go and stay, idle, stopped or with work that might move, and why
public record ScalingPlan(
        List<Step> steps, List<Unmet> unmet, List<Bound> bounds, List<Kept> kept) {

    public ScalingPlan {
        steps = List.copyOf(steps);
        unmet = List.copyOf(unmet);
        bounds = List.copyOf(bounds);
        kept = List.copyOf(kept);
    }

    /// One thing to do.
    public sealed interface Step {

        /// Nodes to be paid for together or not at all, then launched.
        record Buy(
                PurchaseId purchase,
                String tenant,
                String environment,
                int priority,
                boolean gang,
                List<NewNode> nodes,
                @Nullable WorkloadClass workloadClass)
                implements Step {}

        /// Ask placement whether a node may go, and end it if so.
        record Release(NodeId node, long nodeVersion, NodeReason why) implements Step {}

        /// Ask placement to move what runs on a node, and end or stop it if that is done.
        record Empty(NodeId node, long nodeVersion, NodeReason why, Pays pays, Then then)
                implements Step {

            /// What becomes of it once it is empty.
            public enum Then {
                ENDS,
                STOPS
            }
        }

        /// Ask placement whether a node may go, and stop it if so: it may be woken again.
        record Stop(NodeId node, long nodeVersion, NodeReason why) implements Step {}

        /// A stopped node, to be paid for anew and started again.
        record Wake(
                PurchaseId purchase,
                String tenant,
                String environment,
                int priority,
                NewNode node,
                @Nullable WorkloadClass workloadClass)
                implements Step {}

        /// End a stopped node. Placement has let go of it already.
        record End(NodeId node, long nodeVersion, NodeReason why) implements Step {}
    }

    /// A node to be bought, or to be woken.
    ///
    /// @param standIns what is asked for instead, one after the other, if its provider refuses the offer; its money covers each
    public record NewNode(NodeId node, Offer offer, NodeReason why, List<Offer> standIns) {

        public NewNode {
            standIns = List.copyOf(standIns);
        }
    }

    /// A node that could go and does not.
    public record Kept(NodeId node, KeptFor why) {}

    /// What is missing and is not bought, and why.
    public record Unmet(String lane, ShortfallItem item, int replicas, Why why) {}

    /// A forecast asked for more GPUs than may be on their way on its word.
    ///
    /// @param series whose forecast; @param by what held it back
    /// @param asked GPUs to have on order for it; @param allowed how many were
    public record Bound(SeriesKey series, BoundBy by, double asked, double allowed, String why) {}

    /// Why nothing is bought for a shortfall.
    public sealed interface Why {

        String message();

        /// No pool of the lane has a type that holds it.
        record NoOfferHolds() implements Why {
            @Override
            public String message() {
                return "no pool of the lane has an instance type that holds it";
            }
        }

        /// Every pool that could hold it is at its maximum.
        record PoolsAtMax(List<String> pools) implements Why {
            @Override
            public String message() {
                return "pools at their maximum: " + String.join(", ", pools);
            }
        }

        /// It could be bought, but not all of it in one place, as it must stand.
        record NotInOnePlace(Topology.Within within) implements Why {
            @Override
            public String message() {
                return "no one "
                        + within.label()
                        + " has offers for all of its replicas, which it requires";
            }
        }

        /// Budgets refused the money.
        record Refused(Refusal refusal) implements Why {
            @Override
            public String message() {
                return "budget "
                        + refusal.budget()
                        + " lacks "
                        + refusal.missing()
                        + "; next try not before "
                        + refusal.until();
            }
        }

        /// A budget has money for it, but not beyond what those who run need next: theirs would be lost.
        record NeededByWhatRuns(String budget, Money missing, Instant until) implements Why {
            @Override
            public String message() {
                return "budget "
                        + budget
                        + " lacks "
                        + missing
                        + ", the next leases of what runs under it counted; next try not before "
                        + until;
            }
        }
    }
}
