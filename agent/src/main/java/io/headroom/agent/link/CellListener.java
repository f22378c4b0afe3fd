package io.headroom.agent.link;

/// Who is told what comes from the cell.
public interface CellListener {

    /// The connection stands, for the first time or again.
    void connected();

    /// The value under the node's key in the bucket `desired`.
    void desired(byte[] body);

    /// The value under the node's key in the bucket `lease`.
    void lease(byte[] body);

    /// A question to this node; the answer goes to whoever asked, empty where there is none.
    byte[] asked(byte[] question);
}
