package io.headroom.platform.bus;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.headroom.platform.service.ThisService;

/// The one NATS connection of this process. It is tried for ever; until it is there, what needs it throws [BusAway].
@Singleton
public final class BusConnection {

    private static final Logger LOG = Logger.getLogger(BusConnection.class);

    private final NatsSettings settings;
    private final ThisService self;
    private final AtomicReference<@Nullable Connection> connection = new AtomicReference<>();
    private final List<Runnable> onConnected = new CopyOnWriteArrayList<>();
    private final List<Runnable> onDisconnected = new CopyOnWriteArrayList<>();
    private final Thread starter;
    private volatile boolean closed;

    @Inject
    BusConnection(NatsSettings settings, ThisService self) {
        this.settings = settings;
        this.self = self;
        this.starter = Thread.ofVirtual().name("bus-connect").start(this::connect);
    }

    /// Whether the server answers now.
    public boolean isUp() {
        Connection now = connection.get();
        return now != null && now.getStatus() == Connection.Status.CONNECTED;
    }

    /// The connection, for the packages of the platform; everybody else has a narrower way.
    public Connection connection() {
        Connection now = connection.get();
        if (now == null || now.getStatus() != Connection.Status.CONNECTED) {
            throw new BusAway("not connected to the bus at " + settings.url());
        }
        return now;
    }

    /// Does it now if connected, and after every reconnect, on a virtual thread.
    public void onConnected(Runnable work) {
        onConnected.add(work);
        if (isUp()) {
            start(work);
        }
    }

    /// Does it as soon as a connection is lost, on the thread of the connection: only set a flag.
    public void onDisconnected(Runnable work) {
        onDisconnected.add(work);
    }

    /// Says something outside of any stream: at most once, to whom it may concern.
    public void publish(String subject, byte[] body) {
        try {
            connection().publish(subject, body);
        } catch (IllegalStateException e) {
            throw new BusAway("the bus was lost while publishing", e);
        }
    }

    /// Listens outside of any stream, for ever; the handler gets subject and body and runs on one thread of its own.
    public void subscribe(String subject, BiConsumer<String, byte[]> handler) {
        listen(subject, Optional.empty(), m -> handler.accept(m.getSubject(), m.getData()));
    }

    private void listen(String subject, Optional<String> group, Consumer<Message> handler) {
        // The client subscribes again by itself after a reconnect.
        AtomicBoolean subscribed = new AtomicBoolean();
        onConnected(
                () -> {
                    Connection now = connection.get();
                    if (now != null && subscribed.compareAndSet(false, true)) {
                        Dispatcher dispatcher =
                                now.createDispatcher(message -> guarded(handler, message));
                        group.ifPresentOrElse(
                                one -> dispatcher.subscribe(subject, one),
                                () -> dispatcher.subscribe(subject));
                    }
                });
    }

    /// Asks somebody something outside of any stream; fails where nobody answers in time.
    public CompletionStage<byte[]> ask(String subject, byte[] question, Duration patience) {
        try {
            return connection()
                    .requestWithTimeout(subject, question, patience)
                    .thenApply(BusConnection::answered);
        } catch (IllegalStateException e) {
            throw new BusAway("the bus was lost while asking", e);
        }
    }

    /// Where nobody listens the server answers with a status.
    private static byte[] answered(Message message) {
        if (message.isStatusMessage() || message.getData() == null) {
            throw new CompletionException(new IOException("nobody listens there"));
        }
        return message.getData();
    }

    /// Answers what is asked on a subject, for ever. Of several processes of one service one answers. Where the answer fails there is none:
    /// who asked asks again.
    public void answer(String subject, BiFunction<String, byte[], Uni<byte[]>> handler) {
        listen(subject, Optional.of(self.name()), question -> answer(question, handler));
    }

    private void answer(Message question, BiFunction<String, byte[], Uni<byte[]>> handler) {
        String replyTo = question.getReplyTo();
        if (replyTo != null) {
            handler.apply(question.getSubject(), question.getData())
                    .subscribe()
                    .with(
                            answer -> publish(replyTo, answer),
                            e -> LOG.warnf(e, "no answer on %s", question.getSubject()));
        }
    }

    private static void guarded(Consumer<Message> handler, Message message) {
        try {
            handler.accept(message);
        } catch (RuntimeException e) {
            LOG.warnf(e, "a message on %s was not understood", message.getSubject());
        }
    }

    private void connect() {
        boolean told = false;
        while (!closed) {
            try {
                connection.set(Nats.connect(options()));
                onConnected.forEach(BusConnection::start);
                return;
            } catch (IOException e) {
                if (!told) {
                    LOG.warnf(
                            "the bus at %s does not answer yet: %s",
                            settings.url(), e.getMessage());
                    told = true;
                }
                pause();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(settings.reconnectWait());
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    /// Its inbox is named after the user that the credentials are for, since nobody else may listen there.
    private String user() {
        return settings.credentials().map(CredentialsFile::user).orElse(self.name());
    }

    private Options options() {
        Options.Builder options =
                Options.builder()
                        .server(settings.url())
                        .connectionName(self.name() + "." + self.cell())
                        .inboxPrefix("_INBOX." + user() + ".")
                        .maxReconnects(-1)
                        .reconnectWait(settings.reconnectWait())
                        .connectionTimeout(settings.requestTimeout())
                        .pingInterval(settings.pingInterval())
                        .maxPingsOut(2)
                        // Nothing is kept back while the server is away: what was not sent is known
                        // not to be sent.
                        .reconnectBufferSize(0)
                        .errorListener(new BusErrors())
                        .connectionListener(this::listen);
        settings.credentials()
                .ifPresent(file -> options.authHandler(Nats.credentials(file.toString())));
        return options.build();
    }

    @SuppressWarnings("deprecation") // The longer form of the listener delegates to this one.
    private void listen(Connection unused, ConnectionListener.Events event) {
        switch (event) {
            case RECONNECTED -> {
                LOG.info("the bus is back");
                onConnected.forEach(BusConnection::start);
            }
            case DISCONNECTED -> {
                if (!closed) {
                    LOG.warn("the bus is away");
                }
                onDisconnected.forEach(Runnable::run);
            }
            default -> LOG.debugf("bus: %s", event);
        }
    }

    private static void start(Runnable work) {
        Thread.startVirtualThread(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException e) {
                        LOG.warnf("what follows a connect failed: %s", e.getMessage());
                    }
                });
    }

    @PreDestroy
    void close() throws InterruptedException {
        closed = true;
        starter.interrupt();
        Connection now = connection.get();
        if (now != null) {
            now.close();
        }
    }
}
