package io.headroom.cloudsim.machine;

import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

import io.headroom.cloudsim.agenthost.Hosting;
import io.headroom.cloudsim.agenthost.Network;
import io.headroom.cloudsim.fault.Fault;
import io.headroom.cloudsim.fault.Faults;
import io.headroom.cloudsim.fault.Occasion;
import io.headroom.contracts.time.VirtualClock;

/// The passing of time: looks at every machine that is not gone, ten times a second, and lets happen what is due.
///
/// Steps happen at their own virtual instants however late they are noticed, so a restart changes no bill.
@Singleton
public class Passing {

    /// At speed 60 a look is 6 virtual seconds: short beside a boot. Half of it doubles the work for nothing.
    private static final long LOOK_MILLIS = 100;

    private static final Logger LOG = Logger.getLogger(Passing.class);

    private final Machines machines;
    private final Lifecycle lifecycle;
    private final Hosting hosting;
    private final Faults faults;
    private final VirtualClock clock;
    private final ScheduledExecutorService looks =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("passing-time").daemon().factory());

    public Passing(
            Machines machines,
            Lifecycle lifecycle,
            Hosting hosting,
            Faults faults,
            VirtualClock clock) {
        this.machines = machines;
        this.lifecycle = lifecycle;
        this.hosting = hosting;
        this.faults = faults;
        this.clock = clock;
    }

    void begin(@Observes StartupEvent started) {
        resume();
        var _ =
                looks.scheduleWithFixedDelay(
                        this::lookSafely, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    void end(@Observes ShutdownEvent stopped) {
        looks.shutdownNow();
    }

    /// The machines went on while the simulator was away: their agents go on, too.
    public void resume() {
        for (Machine machine : machines.where(m -> m.state() == MachineState.RUNNING)) {
            hosting.start(machine, () -> lifecycle.poweredOff(machine.id()));
        }
    }

    public void look(Instant now) {
        for (Machine machine : machines.where(m -> !m.state().gone())) {
            lifecycle.advance(machine.id(), now);
            if (machine.state() == MachineState.RUNNING) {
                boolean cut = faults.active(Fault.Kind.AGENT_CUT_OFF, Occasion.machine(machine));
                hosting.network(machine.id(), cut ? Network.CUT : Network.CONNECTED);
            }
        }
    }

    private void lookSafely() {
        try {
            look(clock.instant());
        } catch (RuntimeException e) {
            LOG.error("a look at the machines failed, the next one tries again", e);
        }
    }
}
