package io.headroom.contracts.schema;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventType;
import io.headroom.contracts.json.HeadroomJson;

import static org.assertj.core.api.Assertions.assertThat;

/// The published schema of each event is what its record says, and differs from the released one by additions only.
class EventSchemaTest {

    @Test
    void every_event_has_an_up_to_date_schema() {
        EventClasses.all()
                .forEach(
                        (name, event) ->
                                Kept.require(
                                        Kept.SCHEMAS.resolve(name + ".json"),
                                        Kept.text(EventSchema.of(event))));
    }

    @Test
    void no_schema_is_left_of_an_event_that_is_gone() throws IOException {
        try (var files = Files.list(Kept.SCHEMAS)) {
            assertThat(files.filter(Files::isRegularFile).map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            EventClasses.all().keySet().stream().map(n -> n + ".json").toList());
        }
    }

    /// At a release, and then alone, `-Dheadroom.release=true` makes the current schemas the released ones.
    @Test
    void against_the_last_release_there_are_only_additions() throws IOException {
        var events = EventClasses.all();
        if (Boolean.getBoolean("headroom.release")) {
            events.forEach(
                    (name, event) ->
                            Kept.write(
                                    Kept.RELEASED.resolve(name + ".json"),
                                    Kept.text(EventSchema.of(event))));
        }
        var breaches = new ArrayList<String>();
        try (var files = Files.list(Kept.RELEASED)) {
            for (var file : files.sorted().toList()) {
                String name = file.getFileName().toString().replace(".json", "");
                var event = events.get(name);
                if (event == null) {
                    breaches.add(name + ": this event was removed");
                } else {
                    Evolution.breaches(Kept.json(file), EventSchema.of(event))
                            .forEach(breach -> breaches.add(name + " " + breach));
                }
            }
        }
        assertThat(breaches)
                .as("released events change by addition only; say something new in a new event")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.headroom.contracts.schema.SampleEvents#all")
    void what_is_written_is_what_the_schema_says(Event event) {
        JsonNode strict = EventSchema.of(event.getClass());
        forbidOthers(strict);
        assertThat(failures(strict, HeadroomJson.mapper().valueToTree(event)))
                .as("%s", EventType.of(event.getClass()))
                .isEmpty();
    }

    @Test
    void a_wrong_event_does_not_pass_its_schema() {
        Event event = SampleEvents.all().getFirst();
        ObjectNode json = HeadroomJson.mapper().valueToTree(event);
        json.withObject("/workload").put("state", "pondering").remove("version");
        assertThat(failures(EventSchema.of(event.getClass()), json)).hasSize(2);
    }

    private static List<String> failures(JsonNode schema, JsonNode instance) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema.toString(), InputFormat.JSON)
                .validate(
                        instance.toString(),
                        InputFormat.JSON,
                        context ->
                                context.executionConfig(
                                        config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Object::toString)
                .toList();
    }

    /// Readers must bear with fields that they do not know; for the writer, each must be in the schema.
    private static void forbidOthers(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.has("properties")) {
            object.put("additionalProperties", false);
        }
        schema.forEach(EventSchemaTest::forbidOthers);
    }
}
