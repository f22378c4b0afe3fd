package io.headroom.cli.token;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import io.headroom.cli.HomeOption;
import io.headroom.contracts.check.Checks;
import io.headroom.contracts.check.InvalidFields;
import io.headroom.local.Refused;
import io.headroom.local.identity.ApiTokens;

/// `headroom token issue --role ROLE --tenant TENANT`: the token alone goes to standard output, and is kept nowhere.
@Command(
        name = "issue",
        description = "Sign a token for somebody and print it, once: it is kept nowhere.",
        mixinStandardHelpOptions = true)
final class IssueCommand implements Callable<Integer> {
    private static final String EVERYBODY = "*";
    private static final Duration LONGEST = Duration.ofDays(365);

    /// What people can be; a service's token is made by `up`.
    enum Role {
        OPERATOR,
        ADMIN,
        MEMBER,
        VIEWER
    }

    @Mixin private HomeOption home = new HomeOption();

    @Option(
            names = "--role",
            required = true,
            paramLabel = "ROLE",
            description = "What they may do: operator, admin, member or viewer.")
    private Role role = Role.VIEWER;

    @Option(
            names = "--tenant",
            required = true,
            paramLabel = "TENANT",
            description = "Whose things they see; * for everybody's.")
    private String tenant = "";

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description =
                    "Who they are, as decisions and histories name them; the role by default.")
    private String name = "";

    @Option(
            names = "--expires",
            paramLabel = "DURATION",
            defaultValue = "P30D",
            description = "For how long it is believed; P30D by default, P365D at most.")
    private Duration expires = Duration.ZERO;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var group = role.name().toLowerCase(Locale.ROOT);
        var who = name.isEmpty() ? group : name;
        check(who);
        var place = home.home();
        var tokens =
                ApiTokens.kept(place.secrets().resolve("api"), InstantSource.system())
                        .orElseThrow(
                                () ->
                                        new Refused(
                                                "no Headroom was ever started in "
                                                        + place.root()
                                                        + ", so that there is no key to sign with"));
        var out = spec.commandLine().getOut();
        out.println(tokens.issue(who, List.of(group), tenant, expires));
        out.flush();
        return 0;
    }

    private void check(String who) {
        try {
            var checks = new Checks().name(who, "--name").positive(expires, LONGEST, "--expires");
            if (!tenant.equals(EVERYBODY)) {
                checks.name(tenant, "--tenant");
            }
            checks.done();
        } catch (InvalidFields wrong) {
            throw new Refused(String.valueOf(wrong.getMessage()));
        }
    }
}
