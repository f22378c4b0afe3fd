package io.headroom.placement.log;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.agent.LogPiece;
import io.headroom.contracts.node.NodeId;
import io.headroom.placement.picture.BoundReplica;

/// A piece of what one replica wrote, as the API answers it.
///
/// @param attempt which start of the workload it belongs to
/// @param source where it comes from
/// @param from its first byte's place in what the replica wrote; absent for a kept end
/// @param to what to give as `after` for the next piece; absent for a kept end
/// @param unavailable why there is nothing, where there should be something
public record LogView(
        int replica,
        int attempt,
        NodeId node,
        Source source,
        @Nullable Long from,
        @Nullable Long to,
        String text,
        @Nullable String unavailable) {

    /// Where a piece comes from.
    public enum Source {
        /// The node, just now.
        NODE,
        /// The end of it was kept when the replica ended.
        KEPT
    }

    static LogView of(BoundReplica replica, LogPiece piece) {
        return new LogView(
                replica.replica(),
                replica.attempt(),
                replica.node(),
                Source.NODE,
                piece.from(),
                piece.to(),
                piece.text(),
                null);
    }

    static LogView unanswered(BoundReplica replica, String why) {
        return new LogView(
                replica.replica(),
                replica.attempt(),
                replica.node(),
                Source.NODE,
                null,
                null,
                "",
                why);
    }

    static LogView of(TailTable.Row row, int most) {
        return new LogView(
                row.replica(),
                row.attempt(),
                new NodeId(row.node()),
                Source.KEPT,
                null,
                null,
                end(row.tail(), most),
                null);
    }

    /// As many bytes, and no more, of whole characters.
    private static String end(String text, int bytes) {
        String end = text.substring(Math.max(0, text.length() - bytes));
        while (end.getBytes(StandardCharsets.UTF_8).length > bytes) {
            end = end.substring(1);
        }
        return end;
    }
}
