package io.headroom.cloudsim.gce;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// Which part of a list is wanted: the items after a name, at most so many.
record Page(String after, int size) {

    private static final int LARGEST = 500;

    static Page of(Optional<String> token, Optional<Integer> size) {
        int wanted = size.orElse(LARGEST);
        if (wanted < 1 || wanted > LARGEST) {
            throw GceError.invalid(
                    "Invalid value for field 'maxResults': '%d'. Must be from 1 to 500."
                            .formatted(wanted));
        }
        return new Page(token.orElse(""), wanted);
    }

    /// From a list that is sorted by name.
    List<ObjectNode> of(List<ObjectNode> sorted) {
        return rest(sorted).stream().limit(size).toList();
    }

    Optional<String> next(List<ObjectNode> sorted) {
        List<ObjectNode> rest = rest(sorted);
        return rest.size() > size
                ? Optional.of(rest.get(size - 1).path("name").asText())
                : Optional.empty();
    }

    private List<ObjectNode> rest(List<ObjectNode> sorted) {
        return sorted.stream()
                .filter(item -> item.path("name").asText().compareTo(after) > 0)
                .toList();
    }
}
