package io.headroom.cloudsim.pricelist;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;

/// The products that pass all filters, a page at a time; each is a JSON document within a string.
@Singleton
class GetProducts {

    private static final int LARGEST = 100;

    private final Products products;

    GetProducts(Products products) {
        this.products = products;
    }

    ObjectNode answer(JsonNode request) {
        if (!request.path("ServiceCode").asText().equals("AmazonEC2")) {
            throw PriceListError.invalid("Only the service code AmazonEC2 is simulated.");
        }
        int size = request.path("MaxResults").asInt(LARGEST);
        if (size < 1 || size > LARGEST) {
            throw PriceListError.invalid("MaxResults must be from 1 to 100.");
        }
        List<ObjectNode> all =
                products.all().stream()
                        .filter(
                                p ->
                                        passes(
                                                p.path("product").path("attributes"),
                                                request.path("Filters")))
                        .toList();
        int from = from(request.path("NextToken"));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("FormatVersion", "aws_v1");
        ArrayNode list = answer.putArray("PriceList");
        all.stream().skip(from).limit(size).map(ObjectNode::toString).forEach(list::add);
        if (from + size < all.size()) {
            byte[] next = Integer.toString(from + size).getBytes(StandardCharsets.UTF_8);
            answer.put("NextToken", Base64.getEncoder().encodeToString(next));
        }
        return answer;
    }

    private static int from(JsonNode token) {
        if (token.isMissingNode() || token.isNull()) {
            return 0;
        }
        try {
            return Integer.parseInt(
                    new String(Base64.getDecoder().decode(token.asText()), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            throw new PriceListError(400, "InvalidNextTokenException", "Invalid NextToken.");
        }
    }

    private static boolean passes(JsonNode attributes, JsonNode filters) {
        for (JsonNode filter : filters) {
            String has = attributes.path(filter.path("Field").asText()).asText();
            List<String> values = Arrays.asList(filter.path("Value").asText().split(",", -1));
            boolean passes =
                    switch (filter.path("Type").asText()) {
                        case "TERM_MATCH", "EQUALS" ->
                                has.equalsIgnoreCase(filter.path("Value").asText());
                        case "ANY_OF" -> values.stream().anyMatch(has::equalsIgnoreCase);
                        case "NONE_OF" -> values.stream().noneMatch(has::equalsIgnoreCase);
                        case "CONTAINS" -> has.contains(filter.path("Value").asText());
                        default -> throw PriceListError.invalid("Unknown filter type.");
                    };
            if (!passes) {
                return false;
            }
        }
        return true;
    }
}
