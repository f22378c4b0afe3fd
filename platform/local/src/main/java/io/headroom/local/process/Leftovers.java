package io.headroom.local.process;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.headroom.local.Home;
import io.headroom.local.VirtualClock;

/// Finds and ends what an earlier `up` of the same home left running when it was killed.
///
/// Every process is started with a variable that names its home, and passes it on to its own children:
/// so nothing of another home, and nothing of anybody else's, is ever touched.
public final class Leftovers {
    private static final String MARK = "HEADROOM_CHILD_OF";

    private Leftovers() {}

    public static Launch marked(Launch launch, Home home) {
        return launch.withEnvironment(MARK, home.root().toString());
    }

    public static List<Long> of(Home home) {
        var self = ProcessHandle.current().pid();
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> pid != self)
                .filter(
                        pid ->
                                ProcessFacts.environment(pid, MARK)
                                        .filter(home.root().toString()::equals)
                                        .isPresent())
                .toList();
    }

    /// Ends them: services first, then what carries them. Their clock ran on with them, so that the next start goes on from now.
    public static int end(Home home, Duration limit) {
        var services = new ArrayList<Long>();
        var carriers = new ArrayList<Long>();
        for (var pid : of(home)) {
            (isCarrier(pid) ? carriers : services).add(pid);
        }
        end(services, Launch.Ending.TERM, limit);
        if (!services.isEmpty()) {
            VirtualClock.read(home.clock())
                    .ifPresent(clock -> clock.freeze(home.clock(), InstantSource.system()));
        }
        end(carriers, Launch.Ending.INT, limit);
        return services.size() + carriers.size();
    }

    private static boolean isCarrier(long pid) {
        var program = ProcessFacts.commandLine(pid).split(" ", 2)[0];
        return program.endsWith("/postgres") || program.endsWith("nats-server");
    }

    private static void end(List<Long> pids, Launch.Ending ending, Duration limit) {
        var handles = pids.stream().flatMap(pid -> ProcessHandle.of(pid).stream()).toList();
        handles.forEach(handle -> Signal.send(handle, ending));
        var all =
                CompletableFuture.allOf(
                        handles.stream()
                                .map(ProcessHandle::onExit)
                                .toArray(CompletableFuture[]::new));
        try {
            all.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            handles.forEach(ProcessHandle::destroyForcibly);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
