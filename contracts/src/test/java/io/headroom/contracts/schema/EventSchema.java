package io.headroom.contracts.schema;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventType;
import io.headroom.contracts.json.HeadroomJson;

/// The JSON Schema of one event, read off the very mapper that writes it: what it says is what travels.
final class EventSchema {

    private static final Map<Class<?>, String[]> PLAIN =
            Map.ofEntries(
                    Map.entry(String.class, new String[] {"string"}),
                    Map.entry(UUID.class, new String[] {"string", "uuid"}),
                    Map.entry(Instant.class, new String[] {"string", "date-time"}),
                    Map.entry(Duration.class, new String[] {"string", "duration"}),
                    Map.entry(LocalTime.class, new String[] {"string", "time"}),
                    Map.entry(URI.class, new String[] {"string", "uri"}),
                    Map.entry(BigDecimal.class, new String[] {"number"}),
                    Map.entry(double.class, new String[] {"number"}),
                    Map.entry(Double.class, new String[] {"number"}),
                    Map.entry(int.class, new String[] {"integer"}),
                    Map.entry(Integer.class, new String[] {"integer"}),
                    Map.entry(long.class, new String[] {"integer"}),
                    Map.entry(Long.class, new String[] {"integer"}),
                    Map.entry(boolean.class, new String[] {"boolean"}),
                    Map.entry(Boolean.class, new String[] {"boolean"}));

    private final ObjectMapper mapper = HeadroomJson.mapper();
    private final ObjectNode definitions = object();

    private EventSchema() {}

    static ObjectNode of(Class<? extends Event> event) {
        EventType type = EventType.of(event);
        var schema = object();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("$id", "urn:headroom:event:" + type + ":v1");
        schema.put("title", event.getSimpleName());
        var generation = new EventSchema();
        schema.setAll(generation.record(generation.mapper.constructType(event)));
        var sorted = object();
        var names = new ArrayList<String>();
        generation.definitions.fieldNames().forEachRemaining(names::add);
        names.stream().sorted().forEach(n -> sorted.set(n, generation.definitions.get(n)));
        schema.set("$defs", sorted);
        return schema;
    }

    private ObjectNode schema(JavaType type) {
        String[] plain = PLAIN.get(type.getRawClass());
        if (plain != null) {
            var node = object().put("type", plain[0]);
            return plain.length > 1 ? node.put("format", plain[1]) : node;
        }
        if (type.isMapLikeType()) {
            var node = object().put("type", "object");
            node.set("additionalProperties", schema(type.getContentType()));
            return node;
        }
        if (type.isCollectionLikeType()) {
            var node = object().put("type", "array");
            node.set("items", schema(type.getContentType()));
            return node;
        }
        return reference(type);
    }

    private ObjectNode reference(JavaType type) {
        String name = name(type.getRawClass());
        if (!definitions.has(name)) {
            definitions.set(name, object()); // so that a type within itself ends
            definitions.set(name, definition(type));
        }
        return object().put("$ref", "#/$defs/" + name);
    }

    private ObjectNode definition(JavaType type) {
        Class<?> raw = type.getRawClass();
        if (raw.isEnum()) {
            var node = object().put("type", "string");
            var values = node.putArray("enum");
            Arrays.stream(raw.getEnumConstants()).forEach(c -> values.add(mapper.valueToTree(c)));
            return node;
        }
        if (raw == Money.class) {
            return object().put("type", "string").put("pattern", "^-?[0-9]+\\.[0-9]{2,6}$");
        }
        var value = description(type).findJsonValueAccessor();
        if (value != null) {
            return schema(value.getType());
        }
        JsonSubTypes kinds = raw.getAnnotation(JsonSubTypes.class);
        return kinds == null ? record(type) : oneOf(raw, kinds);
    }

    private ObjectNode oneOf(Class<?> sealed, JsonSubTypes kinds) {
        String tag = sealed.getAnnotation(JsonTypeInfo.class).property();
        var node = object();
        var alternatives = node.putArray("oneOf");
        for (JsonSubTypes.Type kind : kinds.value()) {
            var alternative = record(mapper.constructType(kind.value()));
            alternative.withObject("/properties").putObject(tag).put("const", kind.name());
            alternative.withArray("/required").add(tag);
            alternatives.add(alternative);
        }
        return node;
    }

    private ObjectNode record(JavaType type) {
        if (!type.isRecordType()) {
            throw new IllegalStateException(
                    "no schema is known for " + type + ": teach it to " + getClass().getName());
        }
        var node = object().put("type", "object");
        var properties = node.putObject("properties");
        var required = node.putArray("required");
        for (BeanPropertyDefinition property : description(type).findProperties()) {
            properties.set(property.getName(), schema(property.getPrimaryType()));
            if (!mayBeAbsent(type.getRawClass(), property)) {
                required.add(property.getName());
            }
        }
        return node;
    }

    private BeanDescription description(JavaType type) {
        return mapper.getSerializationConfig().introspect(type);
    }

    private static boolean mayBeAbsent(Class<?> owner, BeanPropertyDefinition property) {
        for (RecordComponent component : owner.getRecordComponents()) {
            if (component.getName().equals(property.getInternalName())) {
                return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            }
        }
        return false; // computed from the others, so it is always there
    }

    private static String name(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return outer == null ? type.getSimpleName() : name(outer) + "." + type.getSimpleName();
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
