package io.headroom.cli.money;

import java.nio.file.Path;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import io.headroom.cli.api.ApiProblem;
import io.headroom.cli.api.Connection;
import io.headroom.cli.render.Output;
import io.headroom.local.Refused;

/// `headroom price import FILE`: prices that an operator says, from when on.
@Command(
        name = "import",
        description =
                "Say what types cost, from when on; the same file again changes nothing. All of it is taken or nothing.",
        mixinStandardHelpOptions = true)
final class PriceImportCommand implements Callable<Integer> {
    static final String PATH = "/list-prices";
    private static final String SPOT_PATH = PATH + "/spot";

    @Mixin private Connection connection = new Connection();
    @Mixin private Output output = new Output();

    @Parameters(
            index = "0",
            paramLabel = "FILE",
            description =
                    "CSV with a header, or JSON or YAML with a list `prices`: provider, region, instanceType, perHour, from, until; with --spot also zone, and no until.")
    private Path file = Path.of("-");

    @Option(
            names = "--spot",
            description =
                    "They are spot prices of the past, by zone: they are shown by `price list`, and nothing is charged by them.")
    private boolean spot;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PriceFile read = PriceFile.read(file);
        try {
            output.one(
                    connection.client().post(spot ? SPOT_PATH : PATH, read.body()),
                    spec.commandLine().getOut());
            return 0;
        } catch (ApiProblem e) {
            throw e.status() == 400 ? new Refused(read.inItsLines(e.lines()), e) : e;
        }
    }
}
