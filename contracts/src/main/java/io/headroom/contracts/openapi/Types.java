package io.headroom.contracts.openapi;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Gives schemas the form that their values have in JSON, where a service's build sees the class and not how it is written: money and ids are texts,
/// and names of enums are lower-case with dashes.
final class Types {
    private static final Pattern CONSTANT = Pattern.compile("[A-Z][A-Z0-9_]*");
    private static final String SCHEMAS = "#/components/schemas/";

    private Types() {}

    static void set(ObjectNode document) {
        if (!(document.path("components").path("schemas") instanceof ObjectNode schemas)) {
            return;
        }
        for (Map.Entry<String, JsonNode> type : Resource.read("types.json").properties()) {
            if (schemas.has(type.getKey())) {
                schemas.set(type.getKey(), type.getValue());
            }
        }
        for (JsonNode schema : schemas) {
            if (schema.path("enum") instanceof ArrayNode names) {
                dash(names);
            }
        }
        while (removeUnused(document, schemas)) {
            // What only those used is unused now.
        }
    }

    /// Those that are written otherwise say so by `@JsonValue`, and are known to the build. Of these some look like constants as well (`H100`).
    private static void dash(ArrayNode names) {
        boolean constants = true;
        boolean isSaidSo = false;
        for (JsonNode name : names) {
            constants &= CONSTANT.matcher(name.asText()).matches();
            isSaidSo |= name.asText().indexOf('-') >= 0;
        }
        if (constants && !isSaidSo) {
            for (int i = 0; i < names.size(); i++) {
                names.set(i, names.get(i).asText().toLowerCase(Locale.ROOT).replace('_', '-'));
            }
        }
    }

    private static boolean removeUnused(ObjectNode document, ObjectNode schemas) {
        Set<String> used = new HashSet<>();
        for (String reference : document.findValuesAsText("$ref")) {
            if (reference.startsWith(SCHEMAS)) {
                used.add(reference.substring(SCHEMAS.length()));
            }
        }
        var unused = new ArrayList<String>();
        schemas.fieldNames().forEachRemaining(unused::add);
        unused.removeAll(used);
        schemas.remove(unused);
        return !unused.isEmpty();
    }
}
