package io.headroom.cli.up;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ClassCachesTest {
    private static final Instant BUILT = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir Path folder;
    private Path jar = Path.of("");
    private Path cache = Path.of("");

    @BeforeEach
    void a_service_is_built() throws IOException {
        jar = Files.createFile(folder.resolve("quarkus-run.jar"));
        Files.setLastModifiedTime(jar, FileTime.from(BUILT));
        cache = Files.createDirectory(folder.resolve("class-caches")).resolve("placement.aot");
    }

    @Test
    void a_service_without_a_cache_starts_without_one() {
        assertThat(ClassCaches.USED.options(folder, "placement", jar)).isEmpty();
    }

    @Test
    void a_cache_that_is_younger_than_the_jar_is_used() throws IOException {
        made(BUILT.plusSeconds(1));

        assertThat(ClassCaches.USED.options(folder, "placement", jar))
                .contains("-XX:AOTCache=" + cache);
    }

    @Test
    void a_cache_of_an_older_build_is_left_alone() throws IOException {
        made(BUILT.minusSeconds(1));

        assertThat(ClassCaches.USED.options(folder, "placement", jar)).isEmpty();
    }

    @Test
    void a_cache_that_is_to_be_made_replaces_the_old_one() throws IOException {
        made(BUILT.plusSeconds(1));

        assertThat(ClassCaches.MADE.options(folder, "placement", jar))
                .contains("-XX:AOTCacheOutput=" + cache);
        assertThat(cache).doesNotExist();
    }

    private void made(Instant at) throws IOException {
        Files.createFile(cache);
        Files.setLastModifiedTime(cache, FileTime.from(at));
    }
}
