package io.headroom.contracts.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.envelope.Cell;
import io.headroom.contracts.forecast.SeriesKey;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.contracts.workload.WorkloadId;

import static org.assertj.core.api.Assertions.assertThat;

/// The kept document of the API says of values what is written for them.
class DocumentTest {
    private static final ObjectMapper JSON = HeadroomJson.mapper();

    @Test
    void values_are_of_the_types_that_are_written() throws IOException {
        Map<String, Object> values =
                Map.of(
                        "Money", Money.of("2500.00"),
                        "NodeId", new NodeId(UUID.randomUUID()),
                        "WorkloadId", new WorkloadId(UUID.randomUUID()),
                        "Cell", new Cell("local"),
                        "SeriesKey", new SeriesKey("default", "any"));
        for (Map.Entry<String, Object> value : values.entrySet()) {
            JsonNode schema = schema(value.getKey());
            JsonNode written = JSON.valueToTree(value.getValue());

            assertThat(written.isTextual()).as(value.getKey()).isTrue();
            if (!schema.isMissingNode()) {
                assertThat(schema.path("type").asText()).as(value.getKey()).isEqualTo("string");
            }
            if (schema.has("pattern")) {
                assertThat(written.asText()).matches(schema.path("pattern").asText());
            }
        }
    }

    @Test
    void constants_are_named_as_they_are_written() throws IOException {
        for (Class<? extends Enum<?>> type :
                List.of(
                        CapacityType.class,
                        NodeState.class,
                        ProviderKind.class,
                        WorkloadClass.class,
                        GpuModel.class)) {
            List<String> written = new ArrayList<>();
            for (Enum<?> constant : type.getEnumConstants()) {
                written.add(JSON.valueToTree(constant).asText());
            }
            List<String> named = new ArrayList<>();
            schema(type.getSimpleName()).path("enum").forEach(n -> named.add(n.asText()));

            assertThat(named).as(type.getSimpleName()).containsExactlyElementsOf(written);
        }
    }

    @Test
    void every_field_says_what_it_is() throws IOException {
        List<String> silent = new ArrayList<>();
        for (Map.Entry<String, JsonNode> schema : schemas().properties()) {
            for (Map.Entry<String, JsonNode> field :
                    schema.getValue().path("properties").properties()) {
                if (!field.getValue().has("description")) {
                    silent.add(schema.getKey() + "." + field.getKey());
                }
            }
        }
        assertThat(silent).as("fields without a description").isEmpty();
    }

    private static JsonNode schema(String name) throws IOException {
        return schemas().path(name);
    }

    private static JsonNode schemas() throws IOException {
        try (InputStream document =
                Objects.requireNonNull(
                        DocumentTest.class.getResourceAsStream("/openapi/headroom.json"))) {
            return JSON.readTree(document).path("components").path("schemas");
        }
    }
}
