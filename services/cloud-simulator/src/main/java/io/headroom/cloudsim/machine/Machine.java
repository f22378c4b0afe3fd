package io.headroom.cloudsim.machine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

import io.headroom.cloudsim.machine.Condition.Step;
import io.headroom.cloudsim.machine.Run.Charge;
import io.headroom.cloudsim.market.CapacityType;

/// A simulated machine: what was ordered, where it is in its life, what it is charged for.
///
/// @param starts how often it was switched on
/// @param userData what its operating system reads at boot; forgotten once it is gone
public record Machine(
        String id,
        Order order,
        Map<String, String> labels,
        String userData,
        Condition condition,
        List<Run> runs,
        @Nullable Reclaim reclaim,
        int starts) {

    public static Machine ordered(
            String id, Order order, Map<String, String> labels, String userData, Step next) {
        var first = new Run(Charge.MACHINE, order.at(), null);
        var condition = new Condition(MachineState.PENDING, order.at(), next, "");
        return new Machine(
                id,
                order,
                new LinkedHashMap<>(labels),
                userData,
                condition,
                List.of(first),
                null,
                1);
    }

    @JsonIgnore
    public MachineState state() {
        return condition.state();
    }

    @JsonIgnore
    public boolean spot() {
        return order.capacityType() == CapacityType.SPOT;
    }

    /// When it was last switched on.
    @JsonIgnore
    public Instant startedAt() {
        return runs.stream()
                .filter(run -> run.charge() == Charge.MACHINE)
                .map(Run::from)
                .max(Instant::compareTo)
                .orElse(order.at());
    }

    /// On, and still without an agent.
    public Machine booting(Instant at, Step next) {
        return with(new Condition(MachineState.BOOTING, at, next, ""), runs);
    }

    public Machine running(Instant at) {
        return with(new Condition(MachineState.RUNNING, at, null, ""), runs);
    }

    /// Told to stop; whether the machine is still charged meanwhile is its provider's rule, so the caller ends the charge.
    public Machine stopping(Instant at, Step next, String why) {
        return with(new Condition(MachineState.STOPPING, at, next, why), runs);
    }

    public Machine terminating(Instant at, Step next, String why) {
        return with(
                new Condition(MachineState.TERMINATING, at, next, why), closed(Charge.DISK, at));
    }

    /// Off, with its disk.
    public Machine stopped(Instant at, String why) {
        List<Run> charged = new ArrayList<>(closed(Charge.MACHINE, at));
        charged.add(new Run(Charge.DISK, at, null));
        return with(new Condition(MachineState.STOPPED, at, null, why), charged).reclaimed(null);
    }

    /// Switched on again after a stop.
    public Machine startedAgain(Instant at, Step next) {
        List<Run> charged = new ArrayList<>(closed(Charge.DISK, at));
        charged.add(new Run(Charge.MACHINE, at, null));
        var condition = new Condition(MachineState.PENDING, at, next, "");
        return new Machine(id, order, labels, userData, condition, charged, null, starts + 1);
    }

    public Machine terminated(Instant at, String why) {
        var ended = new Condition(MachineState.TERMINATED, at, null, why);
        List<Run> charged = runs.stream().map(run -> run.open() ? run.until(at) : run).toList();
        return new Machine(id, order, labels, "", ended, charged, null, starts);
    }

    /// Ends the charge for the machine itself.
    public Machine uncharged(Instant at) {
        return with(condition, closed(Charge.MACHINE, at));
    }

    public Machine reclaimed(@Nullable Reclaim by) {
        return new Machine(id, order, labels, userData, condition, runs, by, starts);
    }

    public Machine labelled(Map<String, String> others) {
        return new Machine(
                id, order, new LinkedHashMap<>(others), userData, condition, runs, reclaim, starts);
    }

    /// The next step of its life put off to another time, or never.
    public Machine next(@Nullable Step step) {
        return with(new Condition(state(), condition.since(), step, condition.reason()), runs);
    }

    private Machine with(Condition other, List<Run> charged) {
        return new Machine(id, order, labels, userData, other, charged, reclaim, starts);
    }

    private List<Run> closed(Charge charge, Instant at) {
        return runs.stream()
                .map(run -> run.charge() == charge && run.open() ? run.until(at) : run)
                .toList();
    }
}
