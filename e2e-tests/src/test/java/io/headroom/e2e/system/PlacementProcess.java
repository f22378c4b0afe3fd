package io.headroom.e2e.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;

import io.headroom.local.LocalService;
import io.headroom.local.process.Launch;
import io.headroom.local.process.LocalProcess;
import io.headroom.testkit.harness.ServiceSettings;
import io.headroom.testkit.harness.TestBed;

/// One placement service of several, on a test bed that they share.
public final class PlacementProcess implements AutoCloseable {

    private final TestBed bed;
    private final int port;
    private final LocalProcess process;

    private PlacementProcess(TestBed bed, int port, LocalProcess process) {
        this.bed = bed;
        this.port = port;
        this.process = process;
    }

    /// Whether it was built, so that it can be started.
    public static boolean isPackaged() {
        return Files.isRegularFile(jar());
    }

    private static Path jar() {
        return Project.root().resolve("services/placement/target/quarkus-app/quarkus-run.jar");
    }

    /// @param heapMib the most memory for its objects
    public static PlacementProcess start(TestBed bed, String name, int heapMib) {
        return start(bed, name, heapMib, List.of());
    }

    /// One that at its end writes a cache of its classes, for others to start with.
    public static PlacementProcess makingCache(TestBed bed, String name, int heapMib, Path cache) {
        return start(bed, name, heapMib, List.of("-XX:AOTCacheOutput=" + cache));
    }

    /// One that starts with a cache of its classes, as `./headroom up` starts it.
    public static PlacementProcess withCache(TestBed bed, String name, int heapMib, Path cache) {
        return start(bed, name, heapMib, List.of("-XX:AOTCache=" + cache));
    }

    private static PlacementProcess start(
            TestBed bed, String name, int heapMib, List<String> more) {
        int port = freePort();
        Path folder = bed.home().root().resolve("run").resolve(name);
        Map<String, String> settings =
                new LinkedHashMap<>(ServiceSettings.of(bed, LocalService.PLACEMENT));
        settings.put("quarkus.http.host", "127.0.0.1");
        settings.put("quarkus.http.port", String.valueOf(port));
        settings.put("quarkus.vertx.event-loops-pool-size", "2");
        try {
            Path config = Files.createDirectories(folder.resolve("config"));
            Files.writeString(config.resolve("application.properties"), text(settings));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx" + heapMib + "m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(more);
        command.addAll(List.of("-jar", jar().toString()));
        Path log = Project.root().resolve("e2e-tests/target/" + name + ".log");
        return new PlacementProcess(
                bed,
                port,
                LocalProcess.start(
                        new Launch(name, command, folder, Map.of(), log, Launch.Ending.TERM)));
    }

    private static String text(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public RequestSpecification as(String role, String tenant) {
        return RestAssured.given()
                .baseUri("http://127.0.0.1:" + port)
                .contentType(ContentType.JSON)
                .auth()
                .oauth2(bed.token("pat", role, tenant));
    }

    public boolean isReady() {
        return RestAssured.get("http://127.0.0.1:" + port + "/q/health/ready").statusCode() == 200;
    }

    public boolean leads() {
        return metric("headroom_leader").orElse(0) == 1;
    }

    /// The newest value of a metric, named with the beginning of its labels where it has some; nothing while it is none.
    public OptionalDouble metric(String name) {
        return RestAssured.get("http://127.0.0.1:" + port + "/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .filter(value -> !Double.isNaN(value))
                .findFirst();
    }

    /// Ends it as a failing machine would, without a word.
    public void kill() {
        process.kill();
    }

    /// Ends it as an operator would.
    public void stop(Duration atMost) throws InterruptedException {
        process.stop(atMost);
    }

    @Override
    public void close() {
        process.kill();
    }
}
