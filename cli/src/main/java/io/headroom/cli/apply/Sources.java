package io.headroom.cli.apply;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import io.headroom.cli.api.ApiClient;
import io.headroom.cli.api.Connection;
import io.headroom.cli.declaration.Documents;
import io.headroom.cli.render.Output;

/// Mixin: what is compared with what, and how that is shown.
final class Sources {
    @Mixin private Connection connection = new Connection();
    @Mixin private Output output = new Output();

    @Option(
            names = {"-f", "--file"},
            required = true,
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "Files of documents in YAML or JSON, or folders of them; - reads standard"
                            + " input.")
    private List<Path> sources = List.of();

    @Option(
            names = "--prune",
            description =
                    "Delete what nobody declares, of the kinds that are declared; tenants and lanes"
                            + " stay.")
    private boolean prune;

    ApiClient api() {
        return connection.client();
    }

    Output output() {
        return output;
    }

    List<Change> changes(ApiClient api) throws IOException {
        var declarations = Documents.of(sources);
        return new Changes(api)
                .of(declarations, prune ? Changes.Pruning.PRUNE : Changes.Pruning.KEEP);
    }
}
