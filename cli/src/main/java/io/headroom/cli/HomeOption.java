package io.headroom.cli;

import java.nio.file.Path;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import io.headroom.local.Home;
import io.headroom.local.Refused;

/// Mixin: which Headroom of this machine is meant.
public final class HomeOption {
    @Option(
            names = "--home",
            paramLabel = "DIR",
            description =
                    "Where state, secrets and logs are kept (HEADROOM_HOME; .headroom by default).")
    private @Nullable Path root;

    public Home home() {
        var chosen =
                Optional.ofNullable(root)
                        .or(
                                () ->
                                        Optional.ofNullable(System.getenv("HEADROOM_HOME"))
                                                .filter(v -> !v.isBlank())
                                                .map(Path::of));
        var ofProject = project().map(folder -> folder.resolve(".headroom"));
        var place = chosen.or(() -> ofProject).orElse(Path.of(".headroom"));
        // Programs that were fetched are shared by all homes of one project.
        return ofProject
                .map(folder -> new Home(place, folder.resolve("tools")))
                .orElseGet(() -> Home.at(place));
    }

    /// The folder that `./headroom` lies in.
    public static Optional<Path> project() {
        return Optional.ofNullable(System.getProperty("headroom.project")).map(Path::of);
    }

    public static Path requireProject() {
        return project()
                .orElseThrow(
                        () ->
                                new Refused(
                                        "the services cannot be found: start this with the script ./headroom"));
    }
}
