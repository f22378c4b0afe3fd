package io.headroom.cli;

import java.util.List;

import io.headroom.cli.bench.BenchCommand;
import io.headroom.cli.demo.DemoCommand;
import io.headroom.cli.demo.WarmUpCommand;
import io.headroom.cli.evaluate.EvaluateCommand;
import io.headroom.cli.migrate.MigrateCommand;
import io.headroom.cli.replay.ReplayCommand;
import io.headroom.cli.status.LogsCommand;
import io.headroom.cli.status.StatusCommand;
import io.headroom.cli.up.DownCommand;
import io.headroom.cli.up.UpCommand;

/// Everything that can be typed after `headroom`, in the order in which help shows it.
final class Commands {
    private Commands() {}

    static List<Object> all() {
        return List.of(
                new DemoCommand(),
                new UpCommand(),
                new DownCommand(),
                new StatusCommand(),
                new LogsCommand(),
                new MigrateCommand(),
                new ReplayCommand(),
                new EvaluateCommand(),
                new BenchCommand(),
                new WarmUpCommand());
    }
}
