package io.headroom.e2e;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import io.nats.client.impl.Headers;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import io.headroom.contracts.envelope.CloudEventHeaders;
import io.headroom.contracts.envelope.EventType;
import io.headroom.contracts.workload.WorkloadSubmitted;
import io.headroom.e2e.system.Corner;
import io.headroom.e2e.system.Headroom;
import io.headroom.e2e.system.RunningSystem;

import static io.headroom.e2e.system.Headroom.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

/// An event that cannot be read is put away with its reason, counted, and tried again when people ask for it; it holds up nothing.
@Order(2)
@ExtendWith(RunningSystem.class)
class DeadLetterTest {

    private static final String LETTERS = "/api/v1/dead-letters";
    private static final EventType TYPE = EventType.of(WorkloadSubmitted.class);
    private static final Duration SOON = Duration.ofMinutes(2);

    private final Headroom headroom;

    DeadLetterTest(Headroom headroom) {
        this.headroom = headroom;
    }

    @Test
    void a_malformed_event_is_put_away_counted_shown_and_tried_again() {
        String key = UUID.randomUUID().toString();
        double before = counted();
        headroom.busAs("placement")
                .say(
                        "headroom.local." + TYPE + "." + key,
                        key,
                        cloudEvent(key),
                        "{\"workload\":{\"id\":\"no id\"}}");

        until(
                "all who hear it have put it away",
                SOON,
                () -> services(key).equals(Set.of("console", "demand-forecast")));
        List<String> ids = letters(key).getList("id");
        for (String each : ids) {
            headroom.operator()
                    .get(LETTERS + "/" + each)
                    .then()
                    .statusCode(200)
                    .body("reason", containsString(TYPE.toString()))
                    .body("body", containsString("no id"));
        }
        headroom.member("letters").get(LETTERS + "/" + ids.getFirst()).then().statusCode(403);
        assertThat(counted()).isEqualTo(before + 1);

        // Nothing has cured it: it is tried, fails as before, and stays.
        for (String each : ids) {
            headroom.operator().post(LETTERS + "/" + each + "/replay").then().statusCode(202);
        }
        var corner = Corner.declare(headroom, "letters", 1);
        String behind = corner.submit("behind-it", 1, 1);
        until(
                "what was said after it is heard",
                SOON,
                () ->
                        headroom.get("/api/v1/events?type=workload-submitted&limit=1000")
                                .prettify()
                                .contains(behind));
        assertThat(services(key)).containsExactlyInAnyOrder("console", "demand-forecast");
        corner.cancelAll();
    }

    private static Headers cloudEvent(String key) {
        return new Headers()
                .put(CloudEventHeaders.ID, UUID.randomUUID().toString())
                .put(CloudEventHeaders.TYPE, TYPE.cloudEventType())
                .put(CloudEventHeaders.TIME, "2026-03-02T08:00:00Z")
                .put(CloudEventHeaders.SUBJECT, key);
    }

    private JsonPath letters(String key) {
        var found = headroom.get(LETTERS);
        return found.setRootPath("items.findAll { it.subject.endsWith('" + key + "') }");
    }

    private Set<String> services(String key) {
        return Set.copyOf(letters(key).<String>getList("service"));
    }

    private double counted() {
        return headroom.metrics("demand-forecast")
                .lines()
                .filter(line -> line.startsWith("headroom_dead_letters_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
