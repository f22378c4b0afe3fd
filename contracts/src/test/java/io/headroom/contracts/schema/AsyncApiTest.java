package io.headroom.contracts.schema;

import java.nio.file.Path;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// The AsyncAPI document says what the records and the services' settings say, and nobody listens for what nobody says.
class AsyncApiTest {

    @Test
    void the_document_is_up_to_date() {
        Kept.require(Path.of("src/main/resources/asyncapi/headroom.yaml"), AsyncApi.yaml());
    }

    @Test
    void every_event_that_a_service_hears_exists() {
        var heard = new TreeSet<String>();
        AsyncApi.heard().values().forEach(heard::addAll);
        assertThat(EventClasses.all().keySet()).containsAll(heard);
    }

    @Test
    void every_event_is_heard_by_somebody() {
        var heard = new TreeSet<String>();
        AsyncApi.heard().values().forEach(heard::addAll);
        assertThat(heard).containsAll(EventClasses.all().keySet());
    }
}
