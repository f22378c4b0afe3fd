package io.headroom.cli.secret;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine;

import io.headroom.cli.api.ApiClient;
import io.headroom.cli.api.Query;
import io.headroom.cli.noun.Noun;
import io.headroom.cli.noun.NounCommand;
import io.headroom.cli.render.Cells;
import io.headroom.cli.render.Column;
import io.headroom.local.Refused;

/// `headroom secret`: named TENANT/ENVIRONMENT/NAME.
public final class SecretNoun {
    private static final String PATH = "/secrets";

    private static final Noun NOUN =
            Noun.of(
                            "secret",
                            PATH,
                            "What replicas may know; a value goes in and never comes out again.",
                            Column.of("TENANT", "/tenant"),
                            Column.of("ENVIRONMENT", "/environment"),
                            Column.of("NAME", "/name"),
                            Column.of("VERSION", "/version"),
                            Column.of("CHANGED-BY", "/changedBy"),
                            Column.of("AGE", Cells.age("/changedAt")))
                    .found(SecretNoun::named);

    private SecretNoun() {}

    public static CommandLine command() {
        return NounCommand.of(NOUN, new SecretSetCommand(), new SecretDeleteCommand());
    }

    private static JsonNode named(ApiClient api, String unused, String secret) {
        return api.get(path(secret));
    }

    /// The path of `TENANT/ENVIRONMENT/NAME`.
    static String path(String secret) {
        var parts = secret.split("/", -1);
        if (parts.length != 3) {
            throw new Refused("a secret is named TENANT/ENVIRONMENT/NAME, not " + secret);
        }
        return Query.under(Query.under(Query.under(PATH, parts[0]), parts[1]), parts[2]);
    }
}
