package io.headroom.local;

import java.nio.file.Path;

/// The folder in which one running Headroom keeps everything it makes, and where fetched programs lie.
///
/// Several may run on one machine, each with a `root` of its own; `tools` is shared by them, so that
/// nothing is fetched or unpacked twice.
///
/// @param root state, secrets and logs of this Headroom, `.headroom` by default
/// @param tools programs that were fetched or unpacked
public record Home(Path root, Path tools) {
    public Home {
        root = root.toAbsolutePath().normalize();
        tools = tools.toAbsolutePath().normalize();
    }

    public static Home at(Path root) {
        return new Home(root, root.resolve("tools"));
    }

    public Path secrets() {
        return root.resolve("secrets");
    }

    public Path postgres() {
        return root.resolve("postgres");
    }

    public Path nats() {
        return root.resolve("nats");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    public Path log(String process) {
        return logs().resolve(process + ".log");
    }

    /// The working folder of a service; its settings are in `config/application.properties` below it.
    public Path run(String process) {
        return root.resolve("run").resolve(process);
    }

    public Path clock() {
        return root.resolve("clock.json");
    }

    /// Held by the `up` that runs this home, so that there is never a second one.
    public Path lock() {
        return root.resolve("up.lock");
    }

    /// What `up` started, for `status`, `logs` and `down`.
    public Path processes() {
        return root.resolve("processes.json");
    }

    public Path operatorToken() {
        return secrets().resolve("operator.token");
    }
}
