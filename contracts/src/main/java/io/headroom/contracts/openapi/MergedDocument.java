package io.headroom.contracts.openapi;

import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import io.headroom.contracts.json.HeadroomJson;

/// One OpenAPI document that grows by one service's after the other.
///
/// Paths are the owners' own. Components of one name that mean the same are one; those that differ get the service's name
/// in front. What has no operation id gets one of its method and path.
public final class MergedDocument {

    /// That of the API's paths, not of a release.
    private static final String VERSION = "v1";

    private static final String REF = "$ref";
    private static final Pattern NO_WORD = Pattern.compile("[^A-Za-z0-9]+");

    private final ObjectNode document = HeadroomJson.mapper().createObjectNode();
    private final ObjectNode paths;
    private final ObjectNode components;
    private final ArrayNode tags;
    private final Set<String> operationIds = new HashSet<>();

    /// Of Headroom's API, as yet without a service.
    public MergedDocument() {
        document.put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", "Headroom")
                .put("version", VERSION)
                .put("description", "A control plane for GPU capacity. See docs/reference/api.md.");
        tags = document.putArray("tags");
        paths = document.putObject("paths");
        components = document.putObject("components");
    }

    public void add(String service, JsonNode original) {
        Map<String, String> renamed = addComponents(service, original);
        for (Map.Entry<String, JsonNode> path : original.path("paths").properties()) {
            // What all services have alike is described once.
            if (!paths.has(path.getKey())) {
                JsonNode item = rewritten(path.getValue(), renamed);
                nameOperations(service, path.getKey(), item);
                paths.set(path.getKey(), item);
            }
        }
        addTags(original);
    }

    private void addTags(JsonNode original) {
        for (JsonNode tag : original.path("tags")) {
            boolean known = false;
            for (JsonNode before : tags) {
                known |= before.path("name").equals(tag.path("name"));
            }
            if (!known) {
                tags.add(tag);
            }
        }
    }

    /// Answers under which reference each component that had to be renamed is found.
    private Map<String, String> addComponents(String service, JsonNode original) {
        Map<String, String> renamed = new LinkedHashMap<>();
        JsonNode groups = original.path("components");
        for (Map.Entry<String, JsonNode> group : groups.properties()) {
            for (Map.Entry<String, JsonNode> component : group.getValue().properties()) {
                JsonNode before = components.path(group.getKey()).path(component.getKey());
                if (!before.isMissingNode() && !before.equals(component.getValue())) {
                    String stem = "#/components/" + group.getKey() + "/";
                    renamed.put(
                            stem + component.getKey(), stem + joined(service, component.getKey()));
                }
            }
        }
        for (Map.Entry<String, JsonNode> group : groups.properties()) {
            for (Map.Entry<String, JsonNode> component : group.getValue().properties()) {
                String ref = "#/components/" + group.getKey() + "/" + component.getKey();
                String found = renamed.getOrDefault(ref, ref);
                components
                        .withObjectProperty(group.getKey())
                        .set(
                                found.substring(found.lastIndexOf('/') + 1),
                                rewritten(component.getValue(), renamed));
            }
        }
        return renamed;
    }

    private static JsonNode rewritten(JsonNode node, Map<String, String> renamed) {
        JsonNode copy = node.deepCopy();
        rewrite(copy, renamed);
        return copy;
    }

    private static void rewrite(JsonNode node, Map<String, String> renamed) {
        if (node instanceof ObjectNode object && object.path(REF).isTextual()) {
            String ref = object.path(REF).textValue();
            object.set(REF, TextNode.valueOf(renamed.getOrDefault(ref, ref)));
        }
        for (JsonNode child : node) {
            rewrite(child, renamed);
        }
    }

    private void nameOperations(String service, String path, JsonNode item) {
        Iterator<Map.Entry<String, JsonNode>> operations = item.properties().iterator();
        while (operations.hasNext()) {
            Map.Entry<String, JsonNode> operation = operations.next();
            if (Operations.METHODS.contains(operation.getKey())
                    && operation.getValue() instanceof ObjectNode named) {
                String given = named.path("operationId").asText("");
                String id = given.isEmpty() ? joined(operation.getKey(), path) : given;
                named.put("operationId", unique(service, path, id));
            }
        }
    }

    private String unique(String service, String path, String id) {
        if (operationIds.add(id)) {
            return id;
        }
        String longer = joined(service, id);
        if (operationIds.add(longer)) {
            return longer;
        }
        String longest = joined(longer, path);
        operationIds.add(longest);
        return longest;
    }

    /// `demand-forecast` and `View`: `DemandForecastView`; `get` and `/api/v1/nodes/{id}`: `getNodesId`.
    private static String joined(String first, String more) {
        StringBuilder name = new StringBuilder();
        String plain = more.startsWith("/api/v1") ? more.substring("/api/v1".length()) : more;
        for (String word : NO_WORD.split(first + " " + plain, -1)) {
            if (word.isEmpty()) {
                continue;
            }
            boolean begins = name.isEmpty() && Operations.METHODS.contains(word);
            name.append(begins ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return name.toString();
    }

    /// All of it, with what every operation has alike, and always in the same order.
    public ObjectNode document() {
        ObjectNode whole = document.deepCopy();
        CommonAnswers.add(whole);
        Examples.add(whole);
        Types.set(whole);
        Fields.add(whole);
        return Sorted.byName(whole);
    }
}
