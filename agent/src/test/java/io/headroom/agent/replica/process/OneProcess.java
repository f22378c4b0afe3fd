package io.headroom.agent.replica.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

import io.headroom.agent.AgentCommons;
import io.headroom.agent.replica.Given;
import io.headroom.agent.replica.ReplicaExit;
import io.headroom.agent.replica.ReplicaKey;
import io.headroom.contracts.node.ReplicaAssignment;

/// A test of one replica that runs as a process: a runtime in a folder of its own, how it ended, and what it wrote.
abstract class OneProcess {

    static final Given NOTHING = Given.only(List.of());

    @TempDir Path root;

    final AgentCommons commons = new AgentCommons();
    final CompletableFuture<ReplicaExit> exit = new CompletableFuture<>();

    @AfterEach
    void close() {
        commons.close();
    }

    static Path memory() {
        return Path.of("/dev/shm", "headroom-test-" + System.getProperty("user.name"));
    }

    final ProcessRuntime runtime() {
        return new ProcessRuntime(root, memory(), 3, commons.workers(), commons.timer());
    }

    final ReplicaExit ended() throws Exception {
        return exit.get(20, TimeUnit.SECONDS);
    }

    final String log(ReplicaAssignment assignment) {
        try {
            return Files.readString(
                    root.resolve(ReplicaKey.of(assignment).toString()).resolve("log"));
        } catch (IOException e) {
            return "";
        }
    }
}
