package io.headroom.contracts.workload;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.check.Checks;

/// What a replica runs: a container image or a command, with its surroundings.
///
/// @param secrets names of secrets (`secret:NAME`) of the workload's tenant and environment
public record RunSpec(
        @Nullable String image,
        @Nullable List<String> command,
        @Nullable Map<String, String> env,
        @Nullable List<Integer> ports,
        @Nullable List<String> mounts,
        @Nullable List<String> secrets) {

    public RunSpec {
        command = command == null ? List.of() : List.copyOf(command);
        env = env == null ? Map.of() : Map.copyOf(env);
        ports = ports == null ? List.of() : List.copyOf(ports);
        mounts = mounts == null ? List.of() : List.copyOf(mounts);
        secrets = secrets == null ? List.of() : List.copyOf(secrets);
        new Checks()
                .that(image != null || !command.isEmpty(), "run", "needs an image or a command")
                .that(command.size() <= 256, "command", "must be at most 256 words")
                .that(env.size() <= 256, "env", "must be at most 256 variables")
                .that(
                        ports.stream().allMatch(p -> p > 0 && p < 65_536),
                        "ports",
                        "must be from 1 to 65535")
                .that(
                        secrets.stream().allMatch(s -> s.startsWith("secret:")),
                        "secrets",
                        "must be named secret:NAME")
                .done();
    }

    @Override
    public List<String> command() {
        return command == null ? List.of() : command;
    }

    @Override
    public Map<String, String> env() {
        return env == null ? Map.of() : env;
    }
}
