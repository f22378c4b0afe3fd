package io.headroom.cli.money;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import io.headroom.cli.api.Connection;
import io.headroom.cli.api.Query;

/// `headroom cost focus --out FILE`: the costs as a bill that other tools read.
@Command(
        name = "focus",
        description = "Write the costs into a file, as a FOCUS 1.2 bill.",
        mixinStandardHelpOptions = true)
final class FocusCommand implements Callable<Integer> {
    /// In which form.
    enum Format {
        CSV("text/csv"),
        PARQUET("application/vnd.apache.parquet");

        private final String type;

        Format(String type) {
            this.type = type;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Mixin private Connection connection = new Connection();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "csv or parquet (${DEFAULT-VALUE} by default).")
    private Format format = Format.CSV;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "Into which file; one that is there is replaced.")
    private Path out = Path.of("");

    @Option(
            names = "--from",
            paramLabel = "INSTANT",
            description = "From when, such as 2026-03-01T00:00:00Z.")
    private String from = "";

    @Option(
            names = "--to",
            paramLabel = "INSTANT",
            description = "Until when; that instant is not counted.")
    private String to = "";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var query = Query.of("/costs/focus");
        query = from.isEmpty() ? query : query.with("from", from);
        query = to.isEmpty() ? query : query.with("to", to);
        connection.client().save(query.toString(), format.type, out);
        var said = spec.commandLine().getOut();
        said.println("written to " + out);
        said.flush();
        return 0;
    }
}
