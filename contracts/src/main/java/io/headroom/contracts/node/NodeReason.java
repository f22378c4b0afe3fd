package io.headroom.contracts.node;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

import io.headroom.contracts.budget.Money;

/// Why a node is in the state it is in.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "code")
@JsonSubTypes({
    @JsonSubTypes.Type(value = NodeReason.ForShortfall.class, name = "for-shortfall"),
    @JsonSubTypes.Type(value = NodeReason.ForForecast.class, name = "for-forecast"),
    @JsonSubTypes.Type(value = NodeReason.ForMinimum.class, name = "for-minimum"),
    @JsonSubTypes.Type(value = NodeReason.Progress.class, name = "progress"),
    @JsonSubTypes.Type(value = NodeReason.SpendDeniedBy.class, name = "spend-denied"),
    @JsonSubTypes.Type(value = NodeReason.ProviderRefused.class, name = "provider-refused"),
    @JsonSubTypes.Type(value = NodeReason.Idle.class, name = "idle"),
    @JsonSubTypes.Type(value = NodeReason.Consolidated.class, name = "consolidated"),
    @JsonSubTypes.Type(value = NodeReason.LeaseEnds.class, name = "lease-ends"),
    @JsonSubTypes.Type(value = NodeReason.SpotReclaimed.class, name = "spot-reclaimed"),
    @JsonSubTypes.Type(value = NodeReason.NeverReady.class, name = "never-ready"),
    @JsonSubTypes.Type(value = NodeReason.Lost.class, name = "lost"),
    @JsonSubTypes.Type(value = NodeReason.GangDissolved.class, name = "gang-dissolved"),
    @JsonSubTypes.Type(value = NodeReason.Operator.class, name = "operator"),
    @JsonSubTypes.Type(value = NodeReason.PoolChange.class, name = "pool-change"),
    @JsonSubTypes.Type(value = NodeReason.LifeEnds.class, name = "life-ends"),
    @JsonSubTypes.Type(value = NodeReason.Disturbed.class, name = "disturbed"),
    @JsonSubTypes.Type(value = NodeReason.Undisturbed.class, name = "undisturbed"),
})
@JsonIgnoreProperties(value = "message", allowGetters = true)
public sealed interface NodeReason {

    /// The reason as one sentence for people.
    @JsonProperty
    String message();

    /// Bought because replicas wait that nothing else holds.
    ///
    /// @param chosen why this offer
    record ForShortfall(String shape, int replicas, String chosen) implements NodeReason {
        @Override
        public String message() {
            return replicas + " replica(s) of " + shape + " wait; " + chosen;
        }
    }

    /// Bought ahead because demand is expected to outgrow the lane.
    record ForForecast(
            String series, double quantile, double expectedGpus, Duration leadTime, String chosen)
            implements NodeReason {
        @Override
        public String message() {
            return String.format(
                    Locale.ROOT,
                    "%s is expected to need %.1f GPUs (quantile %.2f) within the lead time %s; %s",
                    series,
                    expectedGpus,
                    quantile,
                    leadTime,
                    chosen);
        }
    }

    /// The pool's minimum asks for it.
    record ForMinimum(String pool, int min) implements NodeReason {
        @Override
        public String message() {
            return "pool " + pool + " keeps at least " + min + " node(s)";
        }
    }

    /// A step of its life was taken.
    record Progress(String what) implements NodeReason {
        @Override
        public String message() {
            return what;
        }
    }

    /// A budget refused its money.
    record SpendDeniedBy(String budget, Money missing) implements NodeReason {
        @Override
        public String message() {
            return "budget " + budget + " lacks " + missing;
        }
    }

    /// The provider did not deliver it.
    ///
    /// @param kind `no-capacity`, `quota`, `throttled`, `denied`, `transient` or `unknown`
    record ProviderRefused(String kind, String detail) implements NodeReason {
        @Override
        public String message() {
            return "the provider refused (" + kind + "): " + detail;
        }
    }

    /// Nothing runs on it and nothing is expected to.
    record Idle(Instant since, String why) implements NodeReason {
        @Override
        public String message() {
            return "idle since " + since + "; " + why;
        }
    }

    /// What ran on it has room elsewhere.
    ///
    /// @param workloads that were moved; 0 as long as it is only asked whether they may
    /// @param loses dollars, of work since checkpoints and of starting again
    /// @param saves dollars, of the time that it would have been kept for
    record Consolidated(int workloads, Money loses, Money saves) implements NodeReason {
        @Override
        public String message() {
            return workloads == 0
                    ? "what runs on it seems to fit elsewhere; to go would save up to $" + saves
                    : workloads
                            + " workload(s) moved off it, for $"
                            + loses
                            + " of work and restarts; its going saves about $"
                            + saves;
        }
    }

    /// Its money ends and was not renewed.
    record LeaseEnds(Instant until, String budget) implements NodeReason {
        @Override
        public String message() {
            return "its lease ends at " + until + " and budget " + budget + " has no more";
        }
    }

    /// The provider takes a spot machine back.
    record SpotReclaimed(Instant by) implements NodeReason {
        @Override
        public String message() {
            return "the provider takes it back by " + by;
        }
    }

    /// Its agent did not report in time after launch.
    record NeverReady(Duration waited) implements NodeReason {
        @Override
        public String message() {
            return "its agent did not report within " + waited;
        }
    }

    /// Its agent fell silent, or the provider does not know it any more.
    record Lost(String how) implements NodeReason {
        @Override
        public String message() {
            return "lost: " + how;
        }
    }

    /// Another node of its gang could not be had.
    record GangDissolved(PurchaseRef purchase) implements NodeReason {
        @Override
        public String message() {
            return "its gang's purchase " + purchase.id() + " was dissolved";
        }
    }

    /// A person asked for it.
    record Operator(String who) implements NodeReason {
        @Override
        public String message() {
            return "asked for by " + who;
        }
    }

    /// The pool was changed so that it has no place any more.
    record PoolChange(String pool) implements NodeReason {
        @Override
        public String message() {
            return "pool " + pool + " was changed";
        }
    }

    /// No node lives longer than the longest life that is set.
    record LifeEnds(Instant by) implements NodeReason {
        @Override
        public String message() {
            return "its longest life ends at " + by;
        }
    }

    /// What runs on it waits for its neighbours: it takes nothing that this would hurt.
    record Disturbed(Disturbance disturbance) implements NodeReason {
        @Override
        public String message() {
            return String.format(
                    Locale.ROOT,
                    "what runs on it stood still for want of %s in %.0f %% of the last minute",
                    disturbance.by().name().toLowerCase(Locale.ROOT),
                    disturbance.percent());
        }
    }

    /// What runs on it does not wait for its neighbours any more.
    record Undisturbed(Instant since) implements NodeReason {
        @Override
        public String message() {
            return "nothing on it waits for its neighbours any more, as it did since " + since;
        }
    }

    /// A purchase by its id alone.
    record PurchaseRef(String id) {}
}
