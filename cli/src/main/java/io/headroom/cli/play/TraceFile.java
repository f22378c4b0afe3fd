package io.headroom.cli.play;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.headroom.local.Refused;

/// Which trace is played: the sample that comes with the project, or one that was named, here or among the data.
public final class TraceFile {
    private static final String SAMPLE = "samples/openb/pods-days-124-130.csv";

    private TraceFile() {}

    public static Path of(@Nullable Path named, Path project) {
        if (named == null) {
            return project.resolve(SAMPLE);
        }
        return List.of(named, data(project).resolve(named)).stream()
                .filter(Files::isReadable)
                .findFirst()
                .orElseThrow(
                        () ->
                                new Refused(
                                        "there is no trace to read at %s, nor below %s (HEADROOM_DATA names another folder)"
                                                .formatted(named, data(project))));
    }

    private static Path data(Path project) {
        return Optional.ofNullable(System.getenv("HEADROOM_DATA"))
                .filter(folder -> !folder.isBlank())
                .map(Path::of)
                .orElseGet(() -> project.resolve("../shared/data"));
    }
}
