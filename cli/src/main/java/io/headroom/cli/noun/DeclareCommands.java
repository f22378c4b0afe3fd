package io.headroom.cli.noun;

import java.util.Optional;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import io.headroom.cli.api.Connection;
import io.headroom.cli.api.Query;
import io.headroom.cli.render.Output;

/// The verbs of what people declare under a name.
public final class DeclareCommands {
    private DeclareCommands() {}

    public static Object put(Noun noun) {
        return new Put(noun);
    }

    public static Object delete(Noun noun) {
        return new Delete(noun);
    }

    /// `headroom NOUN put NAME -f FILE`.
    @Command(
            name = "put",
            description = "Declare one, or change it; the same again changes nothing.",
            mixinStandardHelpOptions = true)
    private static final class Put implements Callable<Integer> {
        private final Noun noun;

        @Mixin private Connection connection = new Connection();
        @Mixin private Output output = new Output();
        @Mixin private BodyFile body = new BodyFile();
        @Mixin private Version version = new Version();

        @Parameters(paramLabel = "NAME", description = "Under which name.")
        private String name = "";

        @Spec private CommandSpec spec = CommandSpec.create();

        private Put(Noun noun) {
            this.noun = noun;
        }

        @Override
        public Integer call() {
            var said =
                    connection
                            .client()
                            .put(Query.under(noun.path(), name), body.one(), version.header());
            output.one(said.body(), spec.commandLine().getOut());
            return 0;
        }
    }

    /// `headroom NOUN delete NAME`.
    @Command(name = "delete", description = "Take one away.", mixinStandardHelpOptions = true)
    private static final class Delete implements Callable<Integer> {
        private final Noun noun;

        @Mixin private Connection connection = new Connection();
        @Mixin private Version version = new Version();

        @Parameters(paramLabel = "NAME", description = "Its name.")
        private String name = "";

        @Spec private CommandSpec spec = CommandSpec.create();

        private Delete(Noun noun) {
            this.noun = noun;
        }

        @Override
        public Integer call() {
            var _ = connection.client().delete(Query.under(noun.path(), name), version.header());
            var out = spec.commandLine().getOut();
            out.println(noun.name() + " " + name + " deleted");
            out.flush();
            return 0;
        }
    }

    /// Mixin: the version that is meant, where another one must not be touched.
    static final class Version {
        @Option(
                names = "--if-match",
                paramLabel = "VERSION",
                description = "Only if it still has this version.")
        private @Nullable Long version;

        Optional<String> header() {
            return Optional.ofNullable(version).map(number -> "\"" + number + "\"");
        }
    }
}
