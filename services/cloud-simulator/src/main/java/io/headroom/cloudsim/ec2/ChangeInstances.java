package io.headroom.cloudsim.ec2;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import io.headroom.cloudsim.machine.Launcher;
import io.headroom.cloudsim.machine.Lifecycle;
import io.headroom.cloudsim.machine.Machine;
import io.headroom.cloudsim.machine.MachineState;
import io.headroom.cloudsim.machine.Machines;
import io.headroom.cloudsim.machine.Refused;
import io.headroom.cloudsim.market.Provider;
import io.headroom.contracts.time.VirtualClock;

/// TerminateInstances, StopInstances, StartInstances, CreateTags: all of the instances that are named, or none.
@Singleton
class ChangeInstances {

    /// A machine and the state that it was in.
    record Change(MachineState before, Machine after) {}

    /// What is done to each.
    private enum Way {
        TERMINATE,
        STOP,
        START
    }

    private final Machines machines;
    private final Lifecycle lifecycle;
    private final Launcher launcher;
    private final VirtualClock clock;

    ChangeInstances(Machines machines, Lifecycle lifecycle, Launcher launcher, VirtualClock clock) {
        this.machines = machines;
        this.lifecycle = lifecycle;
        this.launcher = launcher;
        this.clock = clock;
    }

    List<Change> terminate(Form form) {
        return change(form, Way.TERMINATE);
    }

    List<Change> stop(Form form) {
        for (Machine machine : named(form, "InstanceId")) {
            if (machine.spot()) {
                throw Ec2Error.bad(
                        "UnsupportedOperation",
                        "You can't stop the Spot Instance '%s' because it is associated with a one-time Spot Instance request."
                                .formatted(machine.id()));
            }
        }
        return change(form, Way.STOP);
    }

    List<Change> start(Form form) {
        return change(form, Way.START);
    }

    void tag(Form form) {
        Map<String, String> tags = Purchase.tagList(form);
        List<Machine> instances = named(form, "ResourceId");
        for (Machine machine : instances) {
            machines.change(
                    machine.id(),
                    m -> {
                        Map<String, String> all = new LinkedHashMap<>(m.labels());
                        all.putAll(tags);
                        return m.labelled(all);
                    });
        }
    }

    private List<Change> change(Form form, Way way) {
        List<Machine> named = named(form, "InstanceId");
        if (form.yes("DryRun")) {
            throw new Ec2Error(
                    412,
                    "DryRunOperation",
                    "Request would have succeeded, but DryRun flag is set.");
        }
        Instant now = clock.instant();
        List<Change> changes = new ArrayList<>();
        for (Machine before : named) {
            Machine after =
                    switch (way) {
                        case TERMINATE ->
                                lifecycle.terminate(
                                        before.id(), now, "Client.UserInitiatedShutdown");
                        case STOP ->
                                lifecycle.stop(before.id(), now, "Client.UserInitiatedShutdown");
                        case START -> launcher.wake(before.id(), now);
                    };
            changes.add(new Change(before.state(), after));
        }
        return changes;
    }

    private List<Machine> named(Form form, String parameter) {
        List<String> ids = form.list(parameter);
        if (ids.isEmpty()) {
            throw Ec2Error.bad(
                    "MissingParameter", "The request must contain the parameter " + parameter);
        }
        return ids.stream()
                .map(
                        id ->
                                machines.find(id)
                                        .filter(m -> m.order().provider() == Provider.AWS)
                                        .orElseThrow(
                                                () ->
                                                        new Refused(
                                                                Refused.Why.NOT_FOUND,
                                                                "The instance ID '%s' does not exist"
                                                                        .formatted(id))))
                .toList();
    }
}
