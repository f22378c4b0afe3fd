package io.headroom.cloudsim.machine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import jakarta.inject.Singleton;

import io.headroom.cloudsim.agenthost.Hosting;
import io.headroom.cloudsim.fault.Fault;
import io.headroom.cloudsim.fault.Faults;
import io.headroom.cloudsim.fault.Occasion;
import io.headroom.cloudsim.machine.Condition.Step;
import io.headroom.cloudsim.machine.Order.WhenOff;
import io.headroom.cloudsim.machine.Refused.Why;
import io.headroom.cloudsim.market.Market;
import io.headroom.cloudsim.market.Provider;
import io.headroom.contracts.time.VirtualClock;

/// Moves machines through their lives: by the provider's API, by their own power switch, by the passing of virtual time.
@Singleton
public class Lifecycle {

    /// A notice is of use only if an agent has real time to act on it.
    private static final Duration SHORTEST_NOTICE = Duration.ofSeconds(3);

    private final Machines machines;
    private final Market market;
    private final Hosting hosting;
    private final Faults faults;
    private final Pace pace;
    private final VirtualClock clock;

    public Lifecycle(
            Machines machines,
            Market market,
            Hosting hosting,
            Faults faults,
            Pace pace,
            VirtualClock clock) {
        this.machines = machines;
        this.market = market;
        this.hosting = hosting;
        this.faults = faults;
        this.pace = pace;
        this.clock = clock;
    }

    /// Ends a machine for good.
    public Machine terminate(String id, Instant now, String why) {
        Machine after =
                machines.change(
                        id,
                        machine -> {
                            if (machine.state().gone()
                                    || machine.state() == MachineState.TERMINATING) {
                                return machine;
                            }
                            Step gone =
                                    new Step(MachineState.TERMINATED, now.plus(stopTime(machine)));
                            Machine going = machine.terminating(now, gone, why);
                            return endsWithTheCall(machine) ? going.uncharged(now) : going;
                        });
        hosting.powerOff(id);
        return advance(after.id(), now);
    }

    /// Switches a machine off and keeps its disk.
    public Machine stop(String id, Instant now, String why) {
        Machine after =
                machines.change(
                        id,
                        machine -> {
                            if (!machine.state().on()) {
                                if (machine.state() == MachineState.STOPPED
                                        || machine.state() == MachineState.STOPPING) {
                                    return machine;
                                }
                                throw new Refused(
                                        Why.WRONG_STATE, "%s is %s".formatted(id, machine.state()));
                            }
                            Machine stopping =
                                    machine.stopping(
                                            now,
                                            new Step(
                                                    MachineState.STOPPED,
                                                    now.plus(stopTime(machine))),
                                            why);
                            return endsWithTheCall(machine) ? stopping.uncharged(now) : stopping;
                        });
        hosting.powerOff(id);
        return advance(after.id(), now);
    }

    /// The machine's own operating system powered off.
    public void poweredOff(String id) {
        Instant now = clock.instant();
        machines.change(
                id,
                machine -> {
                    if (!machine.state().on()) {
                        return machine;
                    }
                    String why = "Client.InstanceInitiatedShutdown";
                    return switch (machine.order().whenOff()) {
                        case TERMINATE -> machine.terminated(now, why);
                        case STOP -> machine.stopped(now, why);
                    };
                });
    }

    /// Takes every step that is due by now; returns the machine afterwards.
    public Machine advance(String id, Instant now) {
        Machine machine =
                machines.find(id)
                        .orElseThrow(
                                () -> new Refused(Why.NOT_FOUND, "there is no instance " + id));
        while (machine.condition().due(now)) {
            machine = step(id, now);
        }
        if (machine.state().on()) {
            machine = endIfDue(machine, now);
        }
        return machine;
    }

    private Machine step(String id, Instant now) {
        Machine after =
                machines.change(
                        id,
                        machine -> {
                            Step next = machine.condition().next();
                            if (next == null || next.at().isAfter(now)) {
                                return machine;
                            }
                            String why = machine.condition().reason();
                            return switch (next.to()) {
                                case BOOTING ->
                                        machine.booting(
                                                next.at(),
                                                new Step(MachineState.RUNNING, bootedAt(machine)));
                                case RUNNING ->
                                        neverBoots(machine)
                                                ? machine.next(null)
                                                : machine.running(next.at());
                                case STOPPED -> machine.stopped(next.at(), why);
                                case TERMINATED -> machine.terminated(next.at(), why);
                                case PENDING, STOPPING, TERMINATING ->
                                        throw new IllegalStateException(
                                                "no step leads to " + next.to());
                            };
                        });
        if (after.state() == MachineState.RUNNING) {
            hosting.start(after, () -> poweredOff(id));
        }
        return after;
    }

    private boolean neverBoots(Machine machine) {
        return faults.strike(Fault.Kind.BOOT_NEVER, Occasion.machine(machine)).isPresent();
    }

    private Machine endIfDue(Machine machine, Instant now) {
        Duration longest = machine.order().longestLife();
        if (longest != null && !machine.order().at().plus(longest).isAfter(now)) {
            return terminate(machine.id(), now, "the longest life that was asked for is over");
        }
        return machine.spot() ? reclaimIfDue(machine, now) : machine;
    }

    private Machine reclaimIfDue(Machine machine, Instant now) {
        Machine current = machine;
        Reclaim by = current.reclaim();
        boolean wanted = by == null || by.told() == Reclaim.Told.NOT_YET;
        if (wanted
                && (tooDear(current, now)
                        || faults.strike(Fault.Kind.SPOT_RECLAIM, Occasion.machine(current))
                                .isPresent())) {
            by = notice(current, now);
            Reclaim early = by;
            current = machines.change(current.id(), m -> m.reclaimed(early));
        }
        if (by != null && by.noticeDue(now)) {
            Instant goneAt = by.goneAt();
            Reclaim told = by.toldNow();
            current = machines.change(current.id(), m -> m.reclaimed(told));
            hosting.spotNotice(current.id(), goneAt);
        }
        if (by != null && by.due(now)) {
            Instant goneAt = by.goneAt();
            String why = "Server.SpotInstanceTermination";
            current =
                    machines.change(
                            current.id(),
                            m ->
                                    m.order().whenReclaimed() == WhenOff.STOP
                                            ? m.stopped(goneAt, why)
                                            : m.terminated(goneAt, why));
            hosting.powerOff(current.id());
        }
        return current;
    }

    private boolean tooDear(Machine machine, Instant now) {
        Order order = machine.order();
        var price = market.spotPrices().at(order.provider(), order.zone(), order.type(), now);
        return price.compareTo(order.worstPrice()) > 0;
    }

    /// Draws what the spot market has in store for a machine that was just switched on.
    Machine withFate(Machine machine) {
        if (!machine.spot() || pace.atOnce().on()) {
            return machine;
        }
        var type = market.catalogue().type(machine.order().provider(), machine.order().type());
        Optional<Duration> life = market.chance().reclaim(machine.id(), type, machine.starts());
        return life.map(d -> machine.reclaimed(notice(machine, machine.startedAt().plus(d))))
                .orElse(machine);
    }

    private Reclaim notice(Machine machine, Instant at) {
        Duration warning =
                clock.atLeastReal(machine.order().provider().spotNotice(), SHORTEST_NOTICE);
        return new Reclaim(at, at.plus(warning), Reclaim.Told.NOT_YET);
    }

    private Instant bootedAt(Machine machine) {
        if (pace.atOnce().on()) {
            return machine.startedAt().plus(pace.atOnce().bootTime());
        }
        var type = market.catalogue().type(machine.order().provider(), machine.order().type());
        Duration boot =
                machine.starts() > 1
                        ? market.chance().wake(machine.id(), machine.starts())
                        : market.chance().boot(machine.id(), type);
        return machine.startedAt().plus(boot);
    }

    private Duration stopTime(Machine machine) {
        return pace.atOnce().on()
                ? Duration.ZERO
                : market.chance().stop(machine.id(), machine.order().provider());
    }

    private static boolean endsWithTheCall(Machine machine) {
        return machine.order().provider() == Provider.AWS;
    }
}
