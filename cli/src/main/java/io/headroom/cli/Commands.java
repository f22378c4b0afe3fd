package io.headroom.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

import io.headroom.cli.apply.ApplyCommand;
import io.headroom.cli.apply.DiffCommand;
import io.headroom.cli.apply.ExportCommand;
import io.headroom.cli.audit.AuditCommand;
import io.headroom.cli.bench.BenchCommand;
import io.headroom.cli.capacity.DecisionNoun;
import io.headroom.cli.capacity.ForecastNoun;
import io.headroom.cli.capacity.NodeNoun;
import io.headroom.cli.capacity.OfferNoun;
import io.headroom.cli.capacity.PoolNoun;
import io.headroom.cli.capacity.ProviderNoun;
import io.headroom.cli.completion.CompletionCommand;
import io.headroom.cli.demo.DemoCommand;
import io.headroom.cli.demo.WarmUpCommand;
import io.headroom.cli.evaluate.EvaluateCommand;
import io.headroom.cli.event.EventNoun;
import io.headroom.cli.explain.ExplainCommand;
import io.headroom.cli.migrate.MigrateCommand;
import io.headroom.cli.money.BudgetNoun;
import io.headroom.cli.money.CommitmentNoun;
import io.headroom.cli.money.CostNoun;
import io.headroom.cli.money.LeaseNoun;
import io.headroom.cli.money.PriceNoun;
import io.headroom.cli.money.RateNoun;
import io.headroom.cli.replay.ReplayCommand;
import io.headroom.cli.secret.SecretNoun;
import io.headroom.cli.status.LogsCommand;
import io.headroom.cli.status.StatusCommand;
import io.headroom.cli.token.TokenNoun;
import io.headroom.cli.top.TopCommand;
import io.headroom.cli.up.DownCommand;
import io.headroom.cli.up.UpCommand;
import io.headroom.cli.work.LaneNoun;
import io.headroom.cli.work.QueueNoun;
import io.headroom.cli.work.QuotaNoun;
import io.headroom.cli.work.TenantNoun;
import io.headroom.cli.work.WorkloadNoun;

/// Everything that can be typed after `headroom`, in the groups and the order in which help shows it.
final class Commands {
    private Commands() {}

    static SequencedMap<String, List<Object>> groups() {
        var groups = new LinkedHashMap<String, List<Object>>();
        groups.put(
                "Run it here",
                List.of(
                        new DemoCommand(),
                        new UpCommand(),
                        new DownCommand(),
                        new StatusCommand(),
                        new LogsCommand(),
                        new TokenNoun(),
                        new MigrateCommand(),
                        new WarmUpCommand()));
        groups.put(
                "See and understand",
                List.of(new TopCommand(), ExplainCommand.command(), new AuditCommand()));
        groups.put("Things", things());
        groups.put(
                "Keep it in files",
                List.of(new ApplyCommand(), new DiffCommand(), new ExportCommand()));
        groups.put(
                "Measure", List.of(new ReplayCommand(), new EvaluateCommand(), new BenchCommand()));
        groups.put("Shell", List.of(new CompletionCommand()));
        return groups;
    }

    private static List<Object> things() {
        return List.of(
                WorkloadNoun.command(),
                QueueNoun.command(),
                NodeNoun.command(),
                PoolNoun.command(),
                OfferNoun.command(),
                ProviderNoun.command(),
                LaneNoun.command(),
                TenantNoun.command(),
                QuotaNoun.command(),
                SecretNoun.command(),
                BudgetNoun.command(),
                CommitmentNoun.command(),
                LeaseNoun.command(),
                CostNoun.command(),
                PriceNoun.command(),
                RateNoun.command(),
                ForecastNoun.command(),
                DecisionNoun.command(),
                EventNoun.command());
    }
}
