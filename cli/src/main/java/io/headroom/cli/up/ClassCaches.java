package io.headroom.cli.up;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The caches of loaded and linked classes that let a service start in a fraction of the time (JEP 483, JEP 514).
///
/// They are made once after a build, by a short run of the whole system (`headroom warm-up`): the JVM writes
/// a service's cache when the service ends.
public enum ClassCaches {
    /// Start with the cache where there is one for this very build.
    USED,
    /// Note what is loaded, and write the cache at the end.
    MADE;

    /// What the JVM is told.
    ///
    /// @param tools the folder of what is fetched or made once for all homes
    List<String> options(Path tools, String process, Path jar) {
        Path folder = tools.resolve("class-caches");
        Path cache = folder.resolve(process + ".aot");
        return switch (this) {
            case USED ->
                    isOf(cache, jar)
                            ? List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off", "-Xlog:cds=off")
                            : List.of();
            case MADE -> {
                try {
                    Files.createDirectories(folder);
                    Files.deleteIfExists(cache);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                yield List.of("-XX:AOTCacheOutput=" + cache, "-Xlog:aot=off", "-Xlog:cds=off");
            }
        };
    }

    /// The JVM itself refuses a cache of other jars; what it then says in the service's log would only puzzle.
    private static boolean isOf(Path cache, Path jar) {
        try {
            return Files.isRegularFile(cache)
                    && Files.getLastModifiedTime(cache).compareTo(Files.getLastModifiedTime(jar))
                            > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
