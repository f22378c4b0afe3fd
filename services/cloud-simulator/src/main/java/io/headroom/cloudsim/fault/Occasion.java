package io.headroom.cloudsim.fault;

import io.headroom.cloudsim.machine.Machine;
import io.headroom.cloudsim.market.Provider;

/// Something that a fault could strike: a call, or a machine. What does not apply is empty.
public record Occasion(
        Provider provider, String zone, String type, String instance, String action) {

    public static Occasion call(Provider provider, String action) {
        return new Occasion(provider, "", "", "", action);
    }

    public static Occasion purchase(Provider provider, String zone, String type) {
        return new Occasion(provider, zone, type, "", "");
    }

    public static Occasion machine(Machine machine) {
        return new Occasion(
                machine.order().provider(),
                machine.order().zone(),
                machine.order().type(),
                machine.id(),
                "");
    }
}
