package io.headroom.provisioning.scaling;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.engine.scaling.fact.Consolidation;
import io.headroom.engine.scaling.fact.ScalingPolicy;
import io.headroom.engine.scaling.fact.WaitingCost;

/// How scaling weighs waiting against spending: `headroom.scaling.*`.
@ConfigMapping(prefix = "headroom.scaling")
public interface ScalingSettings {

    /// Dollars that an hour's wait for one GPU of online inference is worth. At twice it more is bought early, at half of it less. That
    /// of another class follows from its target: what may wait ten times as long costs a tenth.
    @WithDefault("6.0")
    double waitingCostPerGpuHour();

    /// How long work of a class may wait, by class: `headroom.scaling.wait-target.training=PT30M`.
    WaitTargets waitTarget();

    /// How long work of each class may wait.
    interface WaitTargets {
        /// How long online inference may wait. Twice of it makes the waiting of all other classes twice as dear.
        @WithDefault("PT1M")
        Duration onlineInference();

        /// How long batch inference may wait. At twice of it its waiting costs half, and less is bought early for it.
        @WithDefault("PT10M")
        Duration batchInference();

        /// How long fine-tuning may wait. At twice of it its waiting costs half, and less is bought early for it.
        @WithDefault("PT15M")
        Duration fineTuning();

        /// How long training may wait. At twice of it its waiting costs half, and less is bought early for it.
        @WithDefault("PT30M")
        Duration training();
    }

    default WaitingCost waiting() {
        WaitTargets targets = waitTarget();
        return new WaitingCost(
                waitingCostPerGpuHour(),
                new EnumMap<>(
                        Map.of(
                                WorkloadClass.ONLINE_INFERENCE, targets.onlineInference(),
                                WorkloadClass.BATCH_INFERENCE, targets.batchInference(),
                                WorkloadClass.FINE_TUNING, targets.fineTuning(),
                                WorkloadClass.TRAINING, targets.training())));
    }

    /// Shorter gives back what is bought again minutes later, longer pays for nothing.
    @WithDefault("PT5M")
    Duration keepIdle();

    /// Whether forecasts lead to purchases; without it only what waits does.
    @WithDefault("true")
    boolean buyAhead();

    /// Virtual: a forecast that begins longer ago is not relied upon, and scaling answers to what waits; at least 15 s of real time. Forecasts come once a minute: half of it doubts them for a
    /// restart of their service, twice acts on what is ten minutes old.
    @WithDefault("PT5M")
    Duration forecastStaleAfter();

    /// Bounds one transaction. Half makes a burst take two plans, twice holds the row locks for twice as long.
    @WithDefault("2000")
    int maxPurchases();

    /// Who pays for what is bought ahead.
    @WithDefault("default")
    String forecastTenant();

    /// The environment that goes with that tenant.
    @WithDefault("default")
    String forecastEnvironment();

    /// A sanity bound on any forecast, by lane.
    @WithDefault("256")
    int maxAheadGpus();

    /// Virtual: a bound that did not hold a forecast back for so long no longer does; at least 5 s of real time. Shorter says it anew with every node that comes up, longer rings an alarm for longer than there is cause.
    @WithDefault("PT1M")
    Duration boundOverAfter();

    /// Virtual: how long decisions can be looked up.
    @WithDefault("PT12H")
    Duration keepDecisions();

    /// Virtual: how long after its end a step that a pool in mode `advise` would have taken can be looked up, and counts in the sums.
    @WithDefault("P7D")
    Duration keepAdvice();

    /// Whether work is moved so that nodes may go, and how many of them.
    Consolidating consolidation();

    /// When placement is asked to empty a node: `headroom.scaling.consolidation.*`.
    interface Consolidating {
        /// Whether it is. A lane has to let its work be moved, too (`defragmentation`).
        @WithDefault("true")
        boolean enabled();

        /// Nodes of a lane that are asked for at a time. At half of it a night's fleet shrinks half as fast, at twice more work starts again together.
        @WithDefault("2")
        int atOnce();

        /// How many times the saving has to be of what moving loses, from 1. At twice of it less is moved and a wrong guess of how long work runs costs less, at 1 a move may be for nothing.
        @WithDefault("1.5")
        double factor();

        /// Virtual: how long a node is thought to be kept otherwise, at most. At half of it moves have to pay twice as soon, at twice of it more is moved on the word of what work says of its length.
        @WithDefault("PT1H")
        Duration within();

        /// Virtual: how long a node is left alone that placement did not let go. At half of it the same answer is heard twice as often, at twice of it a chance is seen later.
        @WithDefault("PT10M")
        Duration askAgainAfter();

        default Consolidation rules() {
            return new Consolidation(enabled(), atOnce(), factor(), within(), askAgainAfter());
        }
    }

    default ScalingPolicy policy() {
        return new ScalingPolicy(
                        waiting(),
                        keepIdle(),
                        buyAhead(),
                        maxPurchases(),
                        forecastTenant(),
                        forecastEnvironment(),
                        maxAheadGpus())
                .consolidating(consolidation().rules());
    }
}
