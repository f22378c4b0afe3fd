package io.headroom.cloudsim.ec2;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

import io.headroom.cloudsim.machine.Machine;

/// Ids that look like EC2's.
final class Ids {

    private Ids() {}

    static String instance() {
        return fresh("i-");
    }

    static String fresh(String prefix) {
        var random = ThreadLocalRandom.current();
        return prefix
                + HexFormat.of().toHexDigits(random.nextLong())
                + HexFormat.of().toHexDigits((byte) random.nextInt()).charAt(0);
    }

    static String reservation(Machine machine) {
        return "r-" + machine.id().substring(2);
    }
}
