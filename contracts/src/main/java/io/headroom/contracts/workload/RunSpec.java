package io.headroom.contracts.workload;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.check.Checks;

/// What a replica runs: a container image or a command, with its surroundings.
///
/// @param mounts `SOURCE:TARGET` or `SOURCE:TARGET:ro`, see [Mount]
/// @param secrets names of secrets (`secret:NAME`) of the workload's tenant and environment; the replica finds each as a file of that name
///     in the folder that `HEADROOM_SECRETS` names
/// @param requests how the requests are counted that it serves; absent: they are not. For the class `online-inference` alone
/// @param ready how it is found out that a replica is ready to serve; absent: it is ready when it runs
public record RunSpec(
        @Nullable String image,
        @Nullable List<String> command,
        @Nullable Map<String, String> env,
        @Nullable List<Integer> ports,
        @Nullable List<String> mounts,
        @Nullable List<String> secrets,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable RequestCounter requests,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ReadyProbe ready) {

    private static final String SECRET = "secret:";
    private static final String OURS = "HEADROOM_";
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,254}");
    private static final Pattern SECRET_NAME =
            Pattern.compile(SECRET + "[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?");

    public RunSpec {
        command = command == null ? List.of() : List.copyOf(command);
        env = env == null ? Map.of() : Map.copyOf(env);
        ports = ports == null ? List.of() : List.copyOf(ports);
        mounts = mounts == null ? List.of() : List.copyOf(mounts);
        secrets = secrets == null ? List.of() : List.copyOf(secrets);
        Checks checks =
                new Checks()
                        .that(
                                image != null || !command.isEmpty(),
                                "run",
                                "needs an image or a command")
                        .that(command.size() <= 256, "command", "must be at most 256 words")
                        .that(env.size() <= 256, "env", "must be at most 256 variables")
                        .that(mounts.size() <= 64, "mounts", "must be at most 64")
                        .that(secrets.size() <= 64, "secrets", "must be at most 64")
                        .that(
                                new HashSet<>(secrets).size() == secrets.size(),
                                "secrets",
                                "must not name one twice");
        env.keySet().stream().sorted().forEach(name -> checkVariable(checks, name));
        for (int i = 0; i < ports.size(); i++) {
            checks.range(ports.get(i), 1, 65_535, "ports[" + i + "]");
        }
        for (int i = 0; i < mounts.size(); i++) {
            checks.that(
                    Mount.parse(mounts.get(i)).isPresent(),
                    "mounts[" + i + "]",
                    "must be SOURCE:TARGET or SOURCE:TARGET:ro, SOURCE an absolute path, none with '..'");
        }
        for (int i = 0; i < secrets.size(); i++) {
            checks.that(
                    SECRET_NAME.matcher(secrets.get(i)).matches(),
                    "secrets[" + i + "]",
                    "must be secret:NAME, NAME being 1 to 63 lower-case letters, digits, '-', '_' or '.'");
        }
        checks.done();
    }

    /// One whose requests are not counted, and that is ready when it runs.
    public RunSpec(
            @Nullable String image,
            @Nullable List<String> command,
            @Nullable Map<String, String> env,
            @Nullable List<Integer> ports,
            @Nullable List<String> mounts,
            @Nullable List<String> secrets) {
        this(image, command, env, ports, mounts, secrets, null, null);
    }

    /// The same with its requests counted.
    public RunSpec counting(RequestCounter counter) {
        return new RunSpec(image, command, env, ports, mounts, secrets, counter, ready);
    }

    /// The same, ready when the probe finds it so.
    public RunSpec readyBy(ReadyProbe probe) {
        return new RunSpec(image, command, env, ports, mounts, secrets, requests, probe);
    }

    private static void checkVariable(Checks checks, String name) {
        checks.that(
                        VARIABLE.matcher(name).matches(),
                        "env." + name,
                        "must be a name of letters, digits and '_' that begins with no digit")
                .that(
                        !name.startsWith(OURS),
                        "env." + name,
                        "names that begin with " + OURS + " are set by the system");
    }

    @Override
    public List<String> command() {
        return command == null ? List.of() : command;
    }

    @Override
    public Map<String, String> env() {
        return env == null ? Map.of() : env;
    }

    /// What the mounts say.
    public List<Mount> mountsAsked() {
        return mounts == null
                ? List.of()
                : mounts.stream().map(Mount::parse).flatMap(Optional::stream).toList();
    }

    /// The names of the secrets, without `secret:`.
    public List<String> secretNames() {
        return secrets == null
                ? List.of()
                : secrets.stream().map(secret -> secret.substring(SECRET.length())).toList();
    }
}
