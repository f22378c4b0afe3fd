package io.headroom.agent.ready;

import io.headroom.agent.disk.StateFolder;

/// Whether a replica has been prepared on the node since it came up; outlives the agent's restarts, not the machine's.
public final class Used {

    private static final String FILE = "prepared.json";

    private record Since(String bootId) {}

    private final StateFolder folder;
    private final String bootId;
    private boolean used;

    public Used(StateFolder folder, String bootId) {
        this.folder = folder;
        this.bootId = bootId;
        this.used =
                folder.read(FILE, Since.class)
                        .filter(since -> bootId.equals(since.bootId()))
                        .isPresent();
    }

    synchronized boolean is() {
        return used;
    }

    synchronized void now() {
        if (!used) {
            folder.write(FILE, new Since(bootId));
            used = true;
        }
    }
}
