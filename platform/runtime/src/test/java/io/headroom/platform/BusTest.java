package io.headroom.platform;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

import io.headroom.platform.bus.DeadLetters;
import io.headroom.platform.leader.Leadership;
import io.headroom.platform.sample.ThingSaid;
import io.headroom.platform.sample.ThingSaid.Mood;
import io.headroom.platform.sample.Things;
import io.headroom.testkit.harness.HeadroomInfrastructure;
import io.headroom.testkit.harness.Onlooker;
import io.headroom.testkit.harness.TestBed;

import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

/// Nothing is lost and nothing is doubled, whatever happens to the bus.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "placement"))
class BusTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final AtomicInteger RUN = new AtomicInteger();

    @Inject Things things;
    @Inject DeadLetters deadLetters;
    @Inject Leadership leadership;

    private final TestBed bed = TestBed.current();

    @Test
    void what_is_said_is_heard_once() throws Exception {
        String run = newRun();
        say(run, 0, 500);
        heardOnce(run, 500);
    }

    @Test
    void a_single_event_channel_hears_too() {
        int before = things.deeds.get();
        things.does("a").await().atMost(SOON);
        eventually("the deed is heard", SOON, () -> things.deeds.get() == before + 1);
    }

    @Test
    void a_server_killed_twice_under_load_loses_and_doubles_nothing() throws Exception {
        String run = newRun();
        Thread load = Thread.ofVirtual().start(() -> say(run, 0, 3000));
        bed.nats().kill();
        say(run, 3000, 3200);
        bed.nats().start();
        eventually("it goes on", SOON, () -> heard(run) > 500);
        bed.nats().kill();
        bed.nats().start();
        load.join();
        heardOnce(run, 3200);
    }

    @Test
    void storage_that_is_gone_loses_nothing() throws Exception {
        String run = newRun();
        say(run, 0, 300);
        // Sent and acknowledged, yet perhaps not heard.
        eventually(
                "all is sent",
                SOON,
                () -> count("select count(*) from bus.outbox where sent_at is null") == 0);
        bed.nats().kill();
        bed.nats().loseStorage();
        say(run, 300, 400);
        bed.nats().start();
        heardOnce(run, 400);
        eventually(
                "the new stream has the old events, too",
                SOON,
                () ->
                        count("select count(*) from bus.outbox where sent_at is null") == 0
                                && count("select count(distinct stream_created) from bus.outbox")
                                        == 1);
    }

    @Test
    void a_poisoned_event_becomes_a_dead_letter_and_takes_no_other_with_it() throws Exception {
        String run = newRun();
        things.poisonIsCured.set(false);
        List<ThingSaid> said = new ArrayList<>(batch(run, 0, 50));
        said.add(25, new ThingSaid(run + "-poison", 1, Mood.POISON));
        said.add(30, new ThingSaid(run + "-once", 1, Mood.FAILS_ONCE));
        things.say(said).await().atMost(SOON);

        eventually("the others are heard", SOON, () -> heard(run) == 51);
        eventually("it is a dead letter", SOON, () -> letter(run + "-poison") > 0);
        long id = letter(run + "-poison");
        assertThat(deadLetters.find(id).orElseThrow().reason()).contains("cannot stand");

        things.poisonIsCured.set(true);
        assertThat(deadLetters.replay(id)).isTrue();
        eventually("it is heard after all", SOON, () -> heard(run) == 52);
        eventually("it is no dead letter any more", SOON, () -> letter(run + "-poison") == 0);
    }

    @Test
    void what_is_no_event_becomes_a_dead_letter_at_once() throws Exception {
        String run = newRun();
        publishRaw("headroom.local.placement.thing-said." + run, "no json");
        eventually(
                "it is a dead letter",
                SOON,
                () -> deadLetters.list(0, 1000).stream().anyMatch(l -> l.subject().endsWith(run)));
        RestAssured.given()
                .auth()
                .oauth2(bed.token("mia", "operator", "research"))
                .post("/api/v1/dead-letters/" + letter(run) + "/replay")
                .then()
                .statusCode(422)
                .body("detail", containsString("ce-id is missing"));
        assertThat(letter(run)).isPositive();
    }

    private long letter(String key) {
        return deadLetters.list(0, 1000).stream()
                .filter(letter -> letter.subject().endsWith("." + key))
                .mapToLong(DeadLetters.DeadLetter::id)
                .findFirst()
                .orElse(0);
    }

    @Inject io.headroom.platform.bus.BusConnection bus;

    private void publishRaw(String subject, String body) {
        bus.publish(subject, body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private String newRun() {
        eventually("it leads", SOON, leadership::isLeader);
        return "run" + RUN.incrementAndGet();
    }

    private void say(String run, int from, int to) {
        List<Uni<Void>> transactions =
                IntStream.iterate(from, i -> i < to, i -> i + 20)
                        .mapToObj(i -> said(i, batch(run, i, Math.min(to, i + 20))))
                        .toList();
        for (int i = 0; i < transactions.size(); i += 8) {
            Uni.join()
                    .all(transactions.subList(i, Math.min(transactions.size(), i + 8)))
                    .andFailFast()
                    .await()
                    .atMost(SOON);
        }
    }

    /// Every other batch is found by a look of the relay, the rest is handed to it.
    private Uni<Void> said(int number, List<ThingSaid> batch) {
        return number / 20 % 2 == 0 ? things.say(batch) : things.answer(batch);
    }

    private static List<ThingSaid> batch(String run, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> new ThingSaid(run + "-" + i, 1, Mood.GOOD_ONE))
                .toList();
    }

    private void heardOnce(String run, int events) throws SQLException {
        eventually("all " + events + " are heard", SOON, () -> heardDistinct(run) >= events);
        assertThat(heard(run)).isEqualTo(events);
    }

    private int heard(String run) throws SQLException {
        return count("select count(*) from placement.heard where key like '" + run + "-%'");
    }

    private int heardDistinct(String run) throws SQLException {
        return count(
                "select count(distinct key) from placement.heard where key like '" + run + "-%'");
    }

    private int count(String sql) throws SQLException {
        return Onlooker.look(
                database -> {
                    try (Statement query = database.createStatement();
                            ResultSet rows = query.executeQuery(sql)) {
                        rows.next();
                        return rows.getInt(1);
                    }
                });
    }
}
