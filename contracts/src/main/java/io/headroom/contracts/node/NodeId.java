package io.headroom.contracts.node;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// Names one node for ever; derived from the decision that bought it, so that a repeated decision names the same node.
public record NodeId(@JsonValue UUID value) implements Comparable<NodeId> {

    @JsonCreator
    public static NodeId of(String text) {
        return new NodeId(UUID.fromString(text));
    }

    /// The same as [#of], under the name that JAX-RS looks for in a path parameter's type.
    public static NodeId fromString(String text) {
        return of(text);
    }

    @Override
    public int compareTo(NodeId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
