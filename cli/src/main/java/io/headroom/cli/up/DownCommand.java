package io.headroom.cli.up;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import io.headroom.cli.HomeOption;
import io.headroom.local.Home;
import io.headroom.local.process.Leftovers;

/// `headroom down`: stops what `up` started, and whatever an `up` that was killed has left.
@Command(
        name = "down",
        description = "Stop the Headroom of this machine.",
        mixinStandardHelpOptions = true)
public final class DownCommand implements Callable<Integer> {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    @Mixin private HomeOption home = new HomeOption();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        var out = spec.commandLine().getOut();
        out.println(stop(home.home()) ? "Headroom has stopped" : "Headroom was not running");
        return 0;
    }

    private static boolean stop(Home home) throws InterruptedException {
        var up = ProcessTable.read(home).filter(ProcessTable::supervised);
        up.flatMap(table -> ProcessHandle.of(table.upPid())).ifPresent(ProcessHandle::destroy);
        var end = System.nanoTime() + LIMIT.toNanos();
        while (up.isPresent() && UpLock.isHeld(home) && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        var left = Leftovers.end(home, Duration.ofSeconds(20));
        ProcessTable.remove(home);
        return up.isPresent() || left > 0;
    }
}
