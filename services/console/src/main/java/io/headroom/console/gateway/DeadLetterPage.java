package io.headroom.console.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.MultiMap;

import io.headroom.contracts.json.HeadroomJson;
import io.headroom.platform.rest.Page;
import io.headroom.platform.rest.PageQuery;
import io.headroom.platform.rest.Problem;

/// Which piece of the list of all services' dead letters is asked for. The list goes service after service, oldest first in each;
/// an item's id is its key.
///
/// @param services in the order of the list
/// @param first where in it the piece begins
/// @param number after which of that service's letters
record DeadLetterPage(PageQuery query, List<String> services, int first, long number) {

    DeadLetterPage {
        services = List.copyOf(services);
    }

    /// Of the parameters of a request; refuses those that nobody knows.
    static DeadLetterPage of(MultiMap parameters, List<String> services) {
        for (String name : parameters.names()) {
            if (!name.equals("limit") && !name.equals("after")) {
                throw Problem.invalid(name, "there is no such parameter; known are after, limit");
            }
        }
        PageQuery query = PageQuery.of(parameters.get("limit"), parameters.get("after"));
        var _ = query.size();
        String after = query.after().orElse("");
        if (after.isEmpty()) {
            return new DeadLetterPage(query, services, 0, 0);
        }
        for (int i = 0; i < services.size(); i++) {
            String prefix = services.get(i) + "-";
            if (after.matches("\\Q" + prefix + "\\E\\d{1,18}")) {
                return new DeadLetterPage(
                        query, services, i, Long.parseLong(after.substring(prefix.length())));
            }
        }
        throw Page.noCursor();
    }

    /// After which of a service's letters it has to be asked; empty where the piece begins behind all of them.
    OptionalLong after(String service) {
        int at = services.indexOf(service);
        return at < first ? OptionalLong.empty() : OptionalLong.of(at == first ? number : 0);
    }

    /// A service's letters under the ids that they have in the list of all.
    static List<ObjectNode> named(String service, JsonNode letters) {
        List<ObjectNode> named = new ArrayList<>();
        for (JsonNode letter : letters) {
            ObjectNode one = letter.deepCopy();
            one.put("id", service + "-" + letter.path("id").asText());
            one.put("service", service);
            named.add(one);
        }
        return named;
    }

    /// The piece of what the services said, one after the other.
    JsonNode answer(List<ObjectNode> letters) {
        return HeadroomJson.mapper()
                .valueToTree(Page.of(letters, query, letter -> letter.path("id").asText()));
    }
}
