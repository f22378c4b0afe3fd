package io.headroom.cli.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import io.headroom.local.Refused;

/// Where a page with plots goes.
final class ReportFile {

    private ReportFile() {}

    /// Better said before a long replay than after.
    static void requireFolder(@Nullable Path file) {
        Path folder = file == null ? null : file.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new Refused("--report " + file + " cannot be written: there is no such folder");
        }
    }

    static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException unwritable) {
            throw new Refused("--report " + file + " cannot be written", unwritable);
        }
    }
}
