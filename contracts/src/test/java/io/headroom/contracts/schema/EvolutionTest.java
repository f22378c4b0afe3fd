package io.headroom.contracts.schema;

import java.util.List;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.node.NodeStateChanged;

import static org.assertj.core.api.Assertions.assertThat;

/// Each rule of evolution fires on a change that breaks it, and only then.
class EvolutionTest {

    @Test
    void the_same_schema_is_no_breach() {
        assertThat(after(schema -> {})).isEmpty();
    }

    @Test
    void a_new_optional_property_and_a_new_value_are_additions() {
        assertThat(
                        after(
                                schema -> {
                                    schema.withObject("/properties").putObject("colour");
                                    schema.withArray("/$defs/NodeState/enum").add("resting");
                                }))
                .isEmpty();
    }

    @Test
    void a_property_may_not_go() {
        assertThat(after(schema -> schema.withObject("/$defs/Node/properties").remove("zone")))
                .containsExactly("$.node.zone: was removed");
    }

    @Test
    void a_property_may_not_become_required() {
        assertThat(after(schema -> schema.withArray("/required").add("previous")))
                .containsExactly("$.previous: is newly required, and events of old have none");
    }

    @Test
    void a_property_may_not_become_optional() {
        assertThat(after(schema -> schema.withArray("/$defs/Node/required").remove(0)))
                .containsExactly("$.node.id: may be absent now, and readers of old rely on it");
    }

    @Test
    void a_type_may_not_change() {
        assertThat(
                        after(
                                schema ->
                                        schema.withObject("/$defs/Node/properties/pool")
                                                .put("type", "integer")))
                .containsExactly("$.node.pool: its type was string and is integer");
    }

    @Test
    void a_text_may_not_be_narrowed_by_a_format_a_pattern_or_a_list() {
        assertThat(
                        after(
                                schema -> {
                                    var properties = schema.withObject("/$defs/Node/properties");
                                    properties.withObject("/pool").put("format", "uuid");
                                    properties.withObject("/lane").put("pattern", "^a$");
                                    properties.withObject("/zone").putArray("enum").add("a");
                                }))
                .containsExactlyInAnyOrder(
                        "$.node.pool: its format was open and is uuid",
                        "$.node.lane: its pattern was open and is ^a$",
                        "$.node.zone: any value was allowed and now few are");
    }

    @Test
    void a_value_may_not_go() {
        assertThat(after(schema -> schema.withArray("/$defs/CapacityType/enum").remove(0)))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("$.node.capacityType: the value");
    }

    @Test
    void a_reason_may_not_go() {
        assertThat(after(schema -> ((ArrayNode) schema.at("/$defs/NodeReason/oneOf")).remove(0)))
                .containsExactly("$.why: the alternative for-shortfall was removed");
    }

    private static List<String> after(Consumer<ObjectNode> change) {
        var released = EventSchema.of(NodeStateChanged.class);
        var current = released.deepCopy();
        change.accept(current);
        return Evolution.breaches(released, current);
    }
}
