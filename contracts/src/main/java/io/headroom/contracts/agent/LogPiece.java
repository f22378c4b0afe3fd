package io.headroom.contracts.agent;

/// A piece of what a replica wrote to its output.
///
/// @param from its first byte's place in the whole, from 0
/// @param to where the next piece begins
/// @param text as UTF-8; what is not UTF-8 is replaced
public record LogPiece(long from, long to, String text) {

    /// Where nothing is known of the replica, or it has written nothing.
    public static final LogPiece NOTHING = new LogPiece(0, 0, "");
}
