package io.headroom.cloudsim.ec2;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.inject.Singleton;

import io.headroom.cloudsim.SimulatorConfig;
import io.headroom.cloudsim.machine.Machine;
import io.headroom.cloudsim.machine.MachineState;
import io.headroom.cloudsim.machine.Machines;
import io.headroom.cloudsim.machine.Pace;
import io.headroom.cloudsim.market.Provider;
import io.headroom.contracts.time.VirtualClock;

/// DescribeInstances: by id or by filter, in pages, and behind by some seconds.
@Singleton
class DescribeInstances {

    /// EC2 goes on showing a terminated instance for about this long.
    private static final Duration SHOWN_AFTER_THE_END = Duration.ofHours(1);

    private static final int PAGE = 1000;

    /// @param next where the next page starts
    record Page(List<Machine> machines, Optional<String> next) {}

    private final Machines machines;
    private final Pace pace;
    private final VirtualClock clock;
    private final SimulatorConfig config;

    DescribeInstances(Machines machines, Pace pace, VirtualClock clock, SimulatorConfig config) {
        this.machines = machines;
        this.pace = pace;
        this.clock = clock;
        this.config = config;
    }

    Page describe(Form form) {
        Instant now = clock.instant();
        List<String> ids = form.list("InstanceId");
        if (!ids.isEmpty() && form.get("MaxResults").isPresent()) {
            throw Ec2Error.bad(
                    "InvalidParameterCombination",
                    "The parameter instancesSet cannot be used with the parameter maxResults");
        }
        ids.forEach(id -> known(id, now));
        List<Form> filters = form.forms("Filter");
        List<Machine> found =
                machines
                        .where(
                                m ->
                                        m.order().provider() == Provider.AWS
                                                && visible(m, now)
                                                && (ids.isEmpty() || ids.contains(m.id()))
                                                && filters.stream().allMatch(f -> passes(m, f)))
                        .stream()
                        .sorted(Comparator.comparing(Machine::id))
                        .toList();
        return page(found, form);
    }

    private static Page page(List<Machine> found, Form form) {
        int size = form.number("MaxResults", PAGE);
        if (size < 5 || size > PAGE) {
            throw Ec2Error.bad(
                    "InvalidParameterValue",
                    "Value ( %d ) for parameter maxResults is invalid. Expecting a value between 5 and 1000."
                            .formatted(size));
        }
        String after = form.get("NextToken").orElse("");
        List<Machine> rest = found.stream().filter(m -> m.id().compareTo(after) > 0).toList();
        return rest.size() <= size
                ? new Page(rest, Optional.empty())
                : new Page(rest.subList(0, size), Optional.of(rest.get(size - 1).id()));
    }

    private void known(String id, Instant now) {
        if (!id.startsWith("i-")) {
            throw Ec2Error.bad("InvalidInstanceID.Malformed", "Invalid id: \"%s\"".formatted(id));
        }
        if (machines.find(id).filter(m -> visible(m, now)).isEmpty()) {
            throw Ec2Error.bad(
                    "InvalidInstanceID.NotFound",
                    "The instance ID '%s' does not exist".formatted(id));
        }
    }

    private boolean visible(Machine machine, Instant now) {
        Duration lag = pace.atOnce().on() ? Duration.ZERO : config.consistencyLag();
        boolean tooNew = machine.order().at().plus(lag).isAfter(now);
        boolean tooOld =
                machine.state().gone()
                        && machine.condition().since().plus(SHOWN_AFTER_THE_END).isBefore(now);
        return !tooNew && !tooOld;
    }

    private static boolean passes(Machine machine, Form filter) {
        String name = filter.required("Name");
        List<String> wanted = filter.list("Value");
        if (name.startsWith("tag:")) {
            String value = machine.labels().get(name.substring(4));
            return value != null && wanted.stream().anyMatch(w -> like(w, value));
        }
        return switch (name) {
            case "tag-key" ->
                    machine.labels().keySet().stream()
                            .anyMatch(k -> wanted.stream().anyMatch(w -> like(w, k)));
            case "instance-state-name" -> wanted.contains(stateName(machine.state()));
            case "instance-type" -> wanted.stream().anyMatch(w -> like(w, machine.order().type()));
            case "instance-id" -> wanted.contains(machine.id());
            case "availability-zone" -> wanted.contains(machine.order().zone());
            case "client-token" -> wanted.contains(token(machine));
            case "instance-lifecycle" -> machine.spot() && wanted.contains("spot");
            default ->
                    throw Ec2Error.bad(
                            "InvalidParameterValue", "The filter '%s' is invalid".formatted(name));
        };
    }

    private static boolean like(String pattern, String value) {
        String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        return Pattern.matches(regex, value);
    }

    /// The token that the customer gave, without its scope.
    static String token(Machine machine) {
        String[] parts = machine.order().token().split("\\|", 3);
        return parts.length == 3 ? parts[2] : "";
    }

    static String stateName(MachineState state) {
        return switch (state) {
            case PENDING -> "pending";
            case BOOTING, RUNNING -> "running";
            case STOPPING -> "stopping";
            case STOPPED -> "stopped";
            case TERMINATING -> "shutting-down";
            case TERMINATED -> "terminated";
        };
    }

    static int stateCode(MachineState state) {
        return switch (state) {
            case PENDING -> 0;
            case BOOTING, RUNNING -> 16;
            case TERMINATING -> 32;
            case TERMINATED -> 48;
            case STOPPING -> 64;
            case STOPPED -> 80;
        };
    }
}
