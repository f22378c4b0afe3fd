package io.headroom.cli.secret;

import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import io.headroom.cli.api.Connection;

/// `headroom secret delete TENANT/ENVIRONMENT/NAME...`.
@Command(
        name = "delete",
        description = "Forget secrets; again changes nothing. What runs keeps what it knows.",
        mixinStandardHelpOptions = true)
final class SecretDeleteCommand implements Callable<Integer> {
    @Mixin private Connection connection = new Connection();

    @Parameters(arity = "1..*", paramLabel = "TENANT/ENVIRONMENT/NAME", description = "Which.")
    private List<String> secrets = List.of();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var api = connection.client();
        var out = spec.commandLine().getOut();
        for (var secret : secrets) {
            var _ = api.delete(SecretNoun.path(secret));
            out.println("secret " + secret + " is forgotten");
        }
        out.flush();
        return 0;
    }
}
