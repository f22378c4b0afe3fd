package io.headroom.cli.up;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.headroom.cli.external.External;
import io.headroom.local.Home;
import io.headroom.local.LocalService;
import io.headroom.local.Ports;
import io.headroom.local.Refused;
import io.headroom.local.identity.OwnerOnly;
import io.headroom.local.identity.Secrets;
import io.headroom.local.process.Launch;

/// How each service is started, and the settings that it finds in its working folder.
///
/// Settings go by a file that only the owner can read, never by arguments or environment, which others
/// on the machine could see.
///
/// @param project the folder that has `services/`
/// @param compiler of the services' virtual machines
public record ServiceLaunches(
        Path project,
        Home home,
        Ports ports,
        String cell,
        Secrets secrets,
        ClassCaches caches,
        Compiler compiler,
        External external) {

    /// How far code is compiled that runs often.
    public enum Compiler {
        /// Quickly and once: eight processes share a machine of two cores, and none of them computes for long.
        QUICK,
        /// Quickly at first, and better what goes on running: for a service that runs for days, as images start it.
        THOROUGH
    }

    /// Small heaps and one garbage collector thread.
    private static final List<String> JVM =
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:-UsePerfData",
                    "-Xss512k",
                    "-XX:+ExitOnOutOfMemoryError",
                    "--enable-native-access=ALL-UNNAMED");

    public Launch of(LocalService service) {
        var jar = jar(service);
        var folder = OwnerOnly.folder(home.run(service.processName()));
        var config = OwnerOnly.folder(folder.resolve("config"));
        OwnerOnly.write(config.resolve("application.properties"), text(settings(service)));
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + heapMib(service) + "m");
        command.addAll(JVM);
        if (compiler == Compiler.QUICK) {
            command.add("-XX:TieredStopAtLevel=1");
        }
        command.addAll(caches.options(home.tools(), service.processName(), jar));
        var more = System.getenv("HEADROOM_SERVICE_JAVA_OPTS");
        if (more != null && !more.isBlank()) {
            command.addAll(List.of(more.strip().split("\\s+", -1)));
        }
        command.addAll(List.of("-jar", jar.toString()));
        return new Launch(
                service.processName(),
                command,
                folder,
                Map.of(),
                home.log(service.processName()),
                Launch.Ending.TERM);
    }

    private Path jar(LocalService service) {
        var jar =
                project.resolve("services")
                        .resolve(service.processName())
                        .resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.isRegularFile(jar)) {
            throw new Refused(
                    "%s is not built (%s is missing): run ./headroom, which builds what is missing"
                            .formatted(service.processName(), project.relativize(jar)));
        }
        return jar;
    }

    private static int heapMib(LocalService service) {
        return switch (service) {
            // The fleet, the queue and their plans; the clouds' clients; hundreds of simulated
            // agents.
            case PLACEMENT, PROVISIONING, CLOUD_SIMULATOR -> 256;
            case CONSOLE, DEMAND_FORECAST, COST -> 128;
        };
    }

    Map<String, String> settings(LocalService service) {
        var settings = new LinkedHashMap<String, String>();
        settings.put("headroom.cell", cell);
        settings.put("headroom.clock.file", home.clock().toString());
        settings.put("quarkus.http.host", "127.0.0.1");
        settings.put("quarkus.http.port", Integer.toString(ports.of(service)));
        settings.put("quarkus.vertx.event-loops-pool-size", "2");
        settings.put("mp.jwt.verify.publickey.location", secrets.apiPublicKey().toUri().toString());
        settings.put("mp.jwt.verify.issuer", "headroom");
        settings.put("headroom.api.token-file", secrets.serviceToken(service).toString());
        if (service != LocalService.CLOUD_SIMULATOR) {
            settings.put("headroom.nats.url", external.nats().orElseGet(ports::natsUrl));
            settings.put("headroom.nats.credentials", secrets.natsCredentials(service).toString());
        }
        service.schema().ifPresent(schema -> putDatabase(settings, schema));
        putOthers(settings, service);
        return settings;
    }

    private void putDatabase(Map<String, String> settings, String schema) {
        settings.put("quarkus.datasource.username", schema);
        settings.put("quarkus.datasource.password", secrets.databasePassword(schema));
        settings.put(
                "quarkus.datasource.reactive.url",
                external.database()
                        .map(database -> database.url().replaceFirst("^jdbc:", ""))
                        .orElse("postgresql://127.0.0.1:%d/headroom".formatted(ports.postgres())));
    }

    private void putOthers(Map<String, String> settings, LocalService service) {
        switch (service) {
            case CONSOLE -> {
                for (var other : LocalService.values()) {
                    if (other != LocalService.CONSOLE) {
                        settings.put(urlKey(other), ports.url(other));
                    }
                }
            }
            case CLOUD_SIMULATOR -> {
                settings.put(
                        urlKey(LocalService.PROVISIONING), ports.url(LocalService.PROVISIONING));
                settings.putAll(SimulatedClouds.doors(project, secrets));
            }
            case PROVISIONING -> {
                settings.put(
                        urlKey(LocalService.CLOUD_SIMULATOR),
                        ports.url(LocalService.CLOUD_SIMULATOR));
                settings.putAll(SimulatedClouds.keys(secrets));
                // Provisioning alone may make users for agents.
                settings.put("headroom.nats.account", secrets.nats().accountId());
                settings.put(
                        "headroom.nats.agent-signing-seed-file",
                        secrets.nats().agentSigningSeed().toString());
            }
            // Placement alone can read the tenants' secrets.
            case PLACEMENT ->
                    settings.put("headroom.secrets.key-file", secrets.vaultKey().toString());
            case DEMAND_FORECAST, COST -> {}
        }
    }

    private static String urlKey(LocalService service) {
        return switch (service) {
            case CLOUD_SIMULATOR -> "headroom.simulator.url";
            case DEMAND_FORECAST -> "headroom.forecast.url";
            case CONSOLE, PLACEMENT, PROVISIONING, COST ->
                    "headroom." + service.processName() + ".url";
        };
    }

    private static String text(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue().replace("\\", "\\\\"))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
