package io.headroom.cli.up;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.headroom.cli.external.External;
import io.headroom.local.Home;
import io.headroom.local.LocalService;
import io.headroom.local.Ports;
import io.headroom.local.Refused;
import io.headroom.local.identity.Secrets;
import io.headroom.local.postgres.Database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ServiceLaunchesTest {
    @TempDir Path folder;

    @Test
    void settings_lie_in_a_file_for_its_owner_alone_and_no_secret_is_an_argument()
            throws IOException {
        var launches = launches();
        var launch = launches.of(LocalService.PLACEMENT);
        var file = launch.folder().resolve("config/application.properties");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        var password = launches.secrets().databasePassword("placement");
        assertThat(Files.readString(file)).contains("quarkus.datasource.password=" + password);
        assertThat(launch.command()).noneMatch(argument -> argument.contains(password));
        assertThat(launch.environment()).isEmpty();
    }

    @Test
    void only_provisioning_learns_where_the_agents_signing_key_is() throws IOException {
        var launches = launches();

        for (var service : LocalService.values()) {
            var knows =
                    launches.settings(service).containsKey("headroom.nats.agent-signing-seed-file");
            assertThat(knows)
                    .as(service.processName())
                    .isEqualTo(service == LocalService.PROVISIONING);
        }
    }

    @Test
    void the_simulated_cloud_has_neither_a_database_nor_a_nats_user() throws IOException {
        assertThat(launches().settings(LocalService.CLOUD_SIMULATOR).keySet())
                .noneMatch(key -> key.contains("datasource") || key.contains("nats"));
    }

    @Test
    void what_is_not_built_is_named() {
        var launches = launchesWithoutJars();

        assertThatThrownBy(() -> launches.of(LocalService.COST))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("cost is not built");
    }

    private ServiceLaunches launches() throws IOException {
        for (var service : LocalService.values()) {
            var jar =
                    folder.resolve("services")
                            .resolve(service.processName())
                            .resolve("target/quarkus-app/quarkus-run.jar");
            Files.createDirectories(jar.getParent());
            Files.writeString(jar, "");
        }
        return launchesWithoutJars();
    }

    @Test
    void services_go_to_a_database_and_a_bus_that_are_not_ours() {
        var elsewhere =
                new External(
                        Optional.of(
                                new Database(
                                        "postgresql://db.example:5433/gpu", "admin", "hunter2")),
                        Optional.of("nats://bus.example:4222"));

        var settings = launchesWithoutJars(elsewhere).settings(LocalService.COST);

        assertThat(settings)
                .containsEntry(
                        "quarkus.datasource.reactive.url", "postgresql://db.example:5433/gpu")
                .containsEntry("headroom.nats.url", "nats://bus.example:4222")
                .containsEntry("quarkus.datasource.username", "cost");
        assertThat(settings.values()).noneMatch(value -> value.contains("hunter2"));
    }

    private ServiceLaunches launchesWithoutJars() {
        return launchesWithoutJars(External.none());
    }

    private ServiceLaunches launchesWithoutJars(External external) {
        var home = Home.at(folder.resolve("home"));
        var noon = InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z"));
        return new ServiceLaunches(
                folder,
                home,
                new Ports(7070),
                "local",
                Secrets.of(home, "local", noon),
                ClassCaches.USED,
                ServiceLaunches.Compiler.QUICK,
                external);
    }
}
