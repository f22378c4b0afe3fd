package io.headroom.e2e.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.restassured.RestAssured;
import io.restassured.builder.RequestSpecBuilder;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import org.jspecify.annotations.Nullable;

import io.headroom.local.identity.ApiTokens;
import io.headroom.testkit.harness.Eventually;
import io.headroom.testkit.harness.Folders;

/// A Headroom that was started as people start it, at 60 times the speed of time, and is asked through its one URL.
public final class Headroom implements AutoCloseable {

    private static final String SPEED = "60";
    private static final Duration TO_START = Duration.ofMinutes(6);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final AtomicInteger RUNS = new AtomicInteger();

    private final Path home;
    private final int port;

    private Headroom(Path home, int port) {
        this.home = home;
        this.port = port;
    }

    static Headroom start() {
        Path home = Project.root().resolve("e2e-tests/target/home");
        Folders.delete(home);
        var headroom = new Headroom(home, FreePorts.base());
        try {
            headroom.up();
        } catch (RuntimeException e) {
            headroom.close();
            throw e;
        }
        return headroom;
    }

    /// Starts it, or starts it again where it stood.
    public void up() {
        command("up", "--detach", "--port", String.valueOf(port), "--speed", SPEED);
    }

    public void down() {
        command("down");
    }

    /// Takes away all that the bus has stored; its identities are the operator's, and stay.
    public void loseBusStorage() {
        Folders.delete(home.resolve("nats/jetstream"));
    }

    /// Asks as the operator.
    public RequestSpecification operator() {
        return as(read(home.resolve("secrets/operator.token")));
    }

    /// Asks as somebody of a tenant.
    public RequestSpecification member(String tenant) {
        return as(
                ApiTokens.in(home.resolve("secrets/api"), Clock.systemUTC())
                        .issue("someone", List.of("member"), tenant));
    }

    public RequestSpecification as(String token) {
        return RestAssured.given()
                .spec(
                        new RequestSpecBuilder()
                                .setBaseUri("http://127.0.0.1:" + port)
                                .setContentType(ContentType.JSON)
                                .addHeader("Authorization", "Bearer " + token)
                                .build());
    }

    public JsonPath get(String path) {
        return operator().get(path).then().statusCode(200).extract().jsonPath();
    }

    /// Kills a process as a failing machine would, without a word.
    public void kill(String process) {
        ProcessHandle.of(entry(process, "pid")).ifPresent(ProcessHandle::destroyForcibly);
    }

    /// What a process measures of itself, in Prometheus' words.
    public String metrics(String process) {
        return RestAssured.get("http://127.0.0.1:" + entry(process, "port") + "/q/metrics")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    /// Its bus, spoken on as one of its services.
    public Bus busAs(String service) {
        return new Bus(
                "nats://127.0.0.1:" + entry("nats", "port"),
                home.resolve("secrets/nats/" + service + ".creds"));
    }

    /// Runs a bench in a system of its own at this one's ports, which must be down.
    public JsonPath bench(String... words) {
        var command = new ArrayList<>(List.of("bench"));
        command.addAll(List.of(words));
        command.addAll(List.of("--json", "--port", String.valueOf(port)));
        return JsonPath.from(command(command.toArray(String[]::new)));
    }

    private int entry(String process, String field) {
        var table = JsonPath.from(command("status", "--json"));
        Integer value =
                table.get("processes.find { it.name == '%s' }.%s".formatted(process, field));
        if (value == null) {
            throw new IllegalStateException("no process " + process + " in " + table.prettify());
        }
        return value;
    }

    /// Waits for something to become so; while a process is being started again, nothing is. What stood in the way last is told.
    public static void until(String what, Duration within, Check check) {
        var last = new AtomicReference<@Nullable Throwable>();
        try {
            Eventually.eventually(what, within, LOOK_EVERY, () -> holds(check, last));
        } catch (AssertionError e) {
            throw last.get() == null
                    ? e
                    : new AssertionError(e.getMessage() + "; at last: " + last.get(), last.get());
        }
    }

    private static boolean holds(Check check, AtomicReference<@Nullable Throwable> failure) {
        try {
            failure.set(null);
            return check.holds();
        } catch (AssertionError | Exception e) {
            failure.set(e); // nobody answered, or with 503
            return false;
        }
    }

    /// Something that can be seen from outside.
    public interface Check {
        boolean holds() throws Exception;
    }

    @Override
    public void close() {
        down();
    }

    /// What another one says that is to start at this one's ports, in the background or not, and does not.
    public String refusedAtTheSamePorts(String... words) {
        var up = new ArrayList<>(List.of("up", "--port", String.valueOf(port)));
        up.addAll(List.of(words));
        var ended = run(home.resolveSibling("home-beside"), up);
        if (ended.status() == 0) {
            throw new AssertionError("it started: " + ended.said());
        }
        return ended.errors();
    }

    /// What a command wrote; `status` may say that not all is ready.
    private String command(String... words) {
        var ended = run(home, List.of(words));
        if (ended.status() > 0 && !words[0].equals("status")) {
            throw new IllegalStateException(
                    String.join(" ", words) + " failed: " + ended.said() + ended.errors());
        }
        return ended.said();
    }

    private record Ended(int status, String said, String errors) {}

    private static Ended run(Path at, List<String> words) {
        var command = new ArrayList<>(List.of("./headroom"));
        command.addAll(words);
        command.addAll(List.of("--home", at.toString()));
        // Of its own: test classes run beside each other.
        String name = "headroom-" + RUNS.incrementAndGet() + "-" + words.getFirst();
        Path log = at.resolveSibling(name + ".log");
        Path errors = at.resolveSibling(name + "-errors.log");
        try {
            Files.createDirectories(at);
            var builder = new ProcessBuilder(command).directory(Project.root().toFile());
            builder.environment().put("HEADROOM_BUILD", "skip");
            builder.environment().remove("HEADROOM_HOME");
            var process =
                    builder.redirectOutput(log.toFile()).redirectError(errors.toFile()).start();
            if (!process.waitFor(TO_START.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(command + " did not end: " + read(log));
            }
            return new Ended(process.exitValue(), read(log), read(errors));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
