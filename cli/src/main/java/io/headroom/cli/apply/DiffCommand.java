package io.headroom.cli.apply;

import java.io.IOException;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `headroom diff -f DIR`: what `apply` would change; like `diff`, it exits with 1 where there is a difference.
@Command(
        name = "diff",
        description = "Show what apply would change. Exits with 1 where there is a difference.",
        mixinStandardHelpOptions = true)
public final class DiffCommand implements Callable<Integer> {
    @Mixin private Sources sources = new Sources();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        var changes = sources.changes(sources.api());
        Report.show(changes, sources.output(), spec.commandLine().getOut());
        return changes.stream().anyMatch(Change::writes) ? 1 : 0;
    }
}
