package io.headroom.agent.link;

import io.nats.client.Connection;
import io.nats.client.ErrorListener;

import io.headroom.contracts.node.NodeId;

/// Logs what the connection complains of, in one line each.
record QuietErrors(NodeId node) implements ErrorListener {

    private static final System.Logger LOG = System.getLogger("io.headroom.agent.link");

    @Override
    public void errorOccurred(Connection connection, String error) {
        LOG.log(System.Logger.Level.WARNING, "node {0}: the bus says: {1}", node, error);
    }

    @Override
    public void exceptionOccurred(Connection connection, Exception exception) {
        LOG.log(
                System.Logger.Level.DEBUG,
                () -> "node " + node + ": connection trouble",
                exception);
    }
}
