package io.headroom.cli.secret;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import io.headroom.cli.api.Connection;
import io.headroom.local.Refused;

/// `headroom secret set TENANT/ENVIRONMENT/NAME -f FILE`: never as an argument, for those are seen by everybody on the machine.
@Command(
        name = "set",
        description = "Set a secret to what a file or standard input holds.",
        mixinStandardHelpOptions = true)
final class SecretSetCommand implements Callable<Integer> {
    @Mixin private Connection connection = new Connection();

    @Parameters(paramLabel = "TENANT/ENVIRONMENT/NAME", description = "Which.")
    private String secret = "";

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description =
                    "Its value as it is, with a line's end if there is one; - reads standard input (${DEFAULT-VALUE}).")
    private Path file = Path.of("-");

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var path = SecretNoun.path(secret);
        var body = JsonNodeFactory.instance.objectNode().put("value", read());
        var now = connection.client().put(path, body);
        var out = spec.commandLine().getOut();
        out.println("secret " + secret + " is set, version " + now.path("version").asLong());
        out.flush();
        return 0;
    }

    private String read() {
        try {
            return file.equals(Path.of("-"))
                    ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new Refused("there is no file " + file, e);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
