package io.headroom.agent.link;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.impl.Headers;
import org.jspecify.annotations.Nullable;

import io.headroom.agent.AgentCommons;
import io.headroom.agent.join.Identity;
import io.headroom.contracts.agent.UserData;

/// One NATS connection: the node's own subjects and nothing else.
final class CellSession implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// Two lost pings cut the connection: within three quarters of a node-lost timeout of a minute.
    private static final Duration PING_EVERY = Duration.ofSeconds(15);

    /// Small, since a simulator holds hundreds of connections; a message that is larger makes it grow.
    private static final int BUFFER_BYTES = 4_096;

    /// What is said while the connection is away is stale when it is back.
    private static final int KEPT_WHILE_AWAY_BYTES = 8_192;

    private final Connection connection;
    private final UserData.Headroom node;
    private final CellListener listener;
    private final CountDownLatch closed;

    private CellSession(
            Connection connection,
            UserData.Headroom node,
            CellListener listener,
            CountDownLatch closed) {
        this.connection = connection;
        this.node = node;
        this.listener = listener;
        this.closed = closed;
    }

    static CellSession open(
            Identity identity, UserData.Headroom node, AgentCommons commons, CellListener listener)
            throws IOException, InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        ConnectionListener events =
                (_, event) -> {
                    switch (event) {
                        case RECONNECTED -> listener.connected();
                        case CLOSED -> closed.countDown();
                        case CONNECTED,
                                DISCONNECTED,
                                RESUBSCRIBED,
                                DISCOVERED_SERVERS,
                                LAME_DUCK -> {}
                    }
                };
        Connection connection = Nats.connect(options(identity, node, commons, events));
        CellSession session = new CellSession(connection, node, listener, closed);
        session.subscribe();
        return session;
    }

    private static Options options(
            Identity identity,
            UserData.Headroom node,
            AgentCommons commons,
            ConnectionListener events) {
        return new Options.Builder()
                .server(identity.natsUrl())
                .connectionName("agent " + node.node())
                .inboxPrefix("_INBOX." + node.node() + ".")
                .authHandler(
                        Nats.staticCredentials(
                                identity.jwt().toCharArray(), identity.seed().toCharArray()))
                .connectionTimeout(PATIENCE)
                .maxReconnects(-1)
                .reconnectDelayHandler(Backoff::after)
                .pingInterval(PING_EVERY)
                .bufferSize(BUFFER_BYTES)
                .reconnectBufferSize(KEPT_WHILE_AWAY_BYTES)
                .discardMessagesWhenOutgoingQueueFull()
                .executor(commons.workers())
                .connectExecutor(commons.workers())
                .callbackExecutor(commons.workers())
                .readerExecutor(commons.workers())
                .writerExecutor(commons.workers())
                .scheduledExecutor(commons.timer())
                .connectionListener(events)
                .errorListener(new QuietErrors(node.node()))
                .build();
    }

    private void subscribe() {
        Dispatcher dispatcher = connection.createDispatcher();
        dispatcher.subscribe(republished("desired"), take(listener::desired));
        dispatcher.subscribe(republished("lease"), take(listener::lease));
        // On a thread of its own: an answer is read from a disk, and must not hold up a lease.
        connection
                .createDispatcher(this::answer)
                .subscribe("headroom." + node.cell() + ".ask." + node.node());
    }

    private void answer(Message question) {
        String replyTo = question.getReplyTo();
        byte[] body = question.getData();
        if (replyTo != null && body != null) {
            publish(replyTo, listener.asked(body));
        }
    }

    CompletableFuture<byte[]> request(String subject, byte[] body) {
        try {
            return connection
                    .requestWithTimeout(subject, body, PATIENCE)
                    .thenApply(CellSession::answered);
        } catch (IllegalStateException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /// Where nobody listens the server answers with a status.
    private static byte[] answered(Message message) {
        byte[] body = message.getData();
        if (message.isStatusMessage() || body == null || body.length == 0) {
            throw new CompletionException(new IOException("nobody in the cell answers now"));
        }
        return body;
    }

    @Nullable String address() {
        InetAddress seen = connected() ? connection.getClientInetAddress() : null;
        return seen == null ? null : seen.getHostAddress();
    }

    boolean connected() {
        return connection.getStatus() == Connection.Status.CONNECTED;
    }

    void publish(String subject, byte[] body) {
        if (connected()) {
            try {
                connection.publish(subject, body);
            } catch (IllegalStateException e) {
                // It was lost just now: the next connection says it again, or something newer.
                closedMeanwhile(e);
            }
        }
    }

    void fetch() {
        if (connected()) {
            fetch("desired", listener::desired);
            fetch("lease", listener::lease);
        }
    }

    private void fetch(String bucket, Consumer<byte[]> to) {
        String subject =
                "$JS.API.DIRECT.GET.KV_%1$s.$KV.%1$s.%2$s.%3$s"
                        .formatted(bucket, node.cell(), node.node());
        try {
            connection
                    .requestWithTimeout(subject, new byte[0], PATIENCE)
                    .thenAccept(message -> hand(message, to))
                    .exceptionally(CellSession::unanswered);
        } catch (IllegalStateException e) {
            closedMeanwhile(e);
        }
    }

    void awaitClosed() throws InterruptedException {
        closed.await();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closed.countDown();
    }

    private String republished(String bucket) {
        return "headroom.kv." + bucket + "." + node.cell() + "." + node.node();
    }

    private static io.nats.client.MessageHandler take(Consumer<byte[]> to) {
        return message -> hand(message, to);
    }

    /// A missing key (a status without body) and a deleted one say nothing: the node goes on as it was told.
    private static void hand(Message message, Consumer<byte[]> to) {
        @Nullable Headers headers = message.getHeaders();
        boolean deleted = headers != null && headers.containsKey("KV-Operation");
        byte[] body = message.getData();
        if (!message.isStatusMessage() && !deleted && body != null && body.length > 0) {
            to.accept(body);
        }
    }

    private static @Nullable Void unanswered(Throwable e) {
        System.getLogger("io.headroom.agent.link")
                .log(System.Logger.Level.DEBUG, "no answer, asked again later", e);
        return null;
    }

    private static void closedMeanwhile(IllegalStateException e) {
        System.getLogger("io.headroom.agent.link")
                .log(System.Logger.Level.DEBUG, "connection lost while saying something", e);
    }
}
