package io.headroom.e2e.system;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The folder of the whole project, wherever in it a test was started.
public final class Project {

    private static final List<String> SERVICES =
            List.of(
                    "console",
                    "placement",
                    "demand-forecast",
                    "provisioning",
                    "cost",
                    "cloud-simulator");

    private Project() {}

    public static Path root() {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.isRegularFile(at.resolve("headroom"))) {
            at = at.getParent();
            if (at == null) {
                throw new IllegalStateException(
                        "not within the project: " + Path.of("").toAbsolutePath());
            }
        }
        return at;
    }

    /// What must be built before the system can be started, and is not.
    static Optional<String> missing() {
        Path root = root();
        if (!Files.isRegularFile(root.resolve("cli/target/headroom-cli.jar"))) {
            return Optional.of("cli");
        }
        return SERVICES.stream()
                .filter(
                        service ->
                                !Files.isRegularFile(
                                        root.resolve("services")
                                                .resolve(service)
                                                .resolve("target/quarkus-app/quarkus-run.jar")))
                .findFirst();
    }
}
