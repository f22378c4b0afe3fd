package io.headroom.platform.database;

/// Up to where a table was read by who keeps its rows in memory, and reads only what was written since. The table says in `touched` which
/// transaction wrote a row last.
///
/// Transactions are numbered as they begin to write and not as they commit: "newer than the newest that was seen" would miss one that
/// began early and committed late. All below the oldest that is under way are over, and a statement that begins now sees what they wrote;
/// so the next reading asks for what the oldest or a later one wrote. Some rows are read twice, none is left out. A transaction that
/// stays open for long makes each reading longer, never wrong.
///
/// @param oldest the oldest transaction that was under way
public record Horizon(String oldest) {

    /// Nothing was read.
    public static final Horizon NOTHING = new Horizon("0");

    /// The condition for rows to be read again, with a parameter `:since` that takes `oldest`.
    public static final String TOUCHED = "touched >= cast(cast(:since as text) as xid8)";

    /// The query for the horizon of now, as one line of text: of the statement that reads the rows, or of one before it. What is written in
    /// between is read twice.
    public static final String LINE =
            "select cast(pg_snapshot_xmin(pg_current_snapshot()) as text) as line";
}
