package io.headroom.agent.link;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import io.headroom.agent.AgentCommons;
import io.headroom.agent.join.Identity;
import io.headroom.agent.join.Joining;
import io.headroom.contracts.agent.UserData;

/// Keeps the agent joined and connected for as long as it lives, and carries what it says.
public final class CellLink implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger("io.headroom.agent.link");

    private final UserData.Headroom node;
    private final Joining joining;
    private final AgentCommons commons;
    private final CellListener listener;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable CellSession session;

    public CellLink(
            UserData.Headroom node, Joining joining, AgentCommons commons, CellListener listener) {
        this.node = node;
        this.joining = joining;
        this.commons = commons;
        this.listener = listener;
    }

    public void open() {
        commons.workers().execute(this::keepOpen);
    }

    /// Says something now, if the connection stands; what must not be lost is said again by its owner.
    ///
    /// @param kind `heartbeat`, `telemetry` or `report`
    public void say(String kind, byte[] body) {
        CellSession open = session;
        if (open != null) {
            open.publish(subject(kind), body);
        }
    }

    /// Asks the cell something, once; fails if no answer comes.
    ///
    /// @param kind `secrets`
    public CompletableFuture<byte[]> ask(String kind, byte[] body) {
        CellSession open = session;
        return open == null
                ? CompletableFuture.failedFuture(new IOException("not connected to the cell"))
                : open.request(subject(kind), body);
    }

    private String subject(String kind) {
        return "headroom." + node.cell() + ".agent." + kind + "." + node.node();
    }

    /// Asks for the present values of desired state and lease; the listener gets them.
    public void fetch() {
        CellSession open = session;
        if (open != null) {
            open.fetch();
        }
    }

    public boolean connected() {
        CellSession open = session;
        return open != null && open.connected();
    }

    /// As the bus sees this node; absent while the connection is away.
    public @Nullable String address() {
        CellSession open = session;
        return open == null ? null : open.address();
    }

    @Override
    public void close() {
        stopped.countDown();
        CellSession open = session;
        if (open != null) {
            open.close();
        }
    }

    private void keepOpen() {
        long tries = 0;
        try {
            while (stopped.getCount() > 0) {
                try {
                    hold(joining.identity());
                    tries = 0;
                } catch (IOException e) {
                    LOG.log(
                            System.Logger.Level.INFO,
                            "node {0}: not in its cell yet: {1}",
                            node.node(),
                            e.getMessage());
                }
                tries++;
                boolean _ = stopped.await(Backoff.after(tries).toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Returns when the connection is closed for good, which the client does when its credentials are refused.
    private void hold(Identity identity) throws IOException, InterruptedException {
        try (CellSession open = CellSession.open(identity, node, commons, listener)) {
            session = open;
            if (stopped.getCount() > 0) {
                listener.connected();
                open.awaitClosed();
            }
        } finally {
            session = null;
        }
    }
}
