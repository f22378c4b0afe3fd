package io.headroom.platform.bus;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import io.nats.client.Message;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.providers.locals.ContextAwareMessage;
import io.vertx.core.Context;
import org.jboss.logging.Logger;

/// One channel of the application: takes deliveries, hands them on as the application asks for them, and answers the server.
final class Channel {

    private static final Logger LOG = Logger.getLogger(Channel.class);

    /// At half of it a slow stream pays for gathering that brings nothing; at twice of it a burst begins with more small transactions.
    private static final Duration SILENCE = Duration.ofMillis(100);

    /// The shortest time that can be waited.
    private static final Duration TICK = Duration.ofMillis(1);

    private final ChannelSettings settings;
    private final ConsumerWatch consumer;
    private final DeadLetters deadLetters;
    private final Context eventLoop;
    private final Mailbox mailbox;

    /// When the last batch was handed on, by the monotonic clock.
    private volatile long lastNanos;

    private volatile boolean hasEnded;

    Channel(
            ChannelSettings settings,
            ConsumerWatch consumer,
            DeadLetters deadLetters,
            Context eventLoop) {
        this.settings = settings;
        this.consumer = consumer;
        this.deadLetters = deadLetters;
        this.eventLoop = eventLoop;
        this.mailbox = new Mailbox(settings.batchSize());
        this.lastNanos = System.nanoTime() - settings.atMostEvery().toNanos();
    }

    /// @param ended told when nobody takes what comes any more, with the failure where there was one
    Multi<? extends org.eclipse.microprofile.reactive.messaging.Message<?>> messages(
            Consumer<Optional<Throwable>> ended) {
        return Endless.of(
                        this::next,
                        failure ->
                                LOG.errorf(
                                        failure,
                                        "%s: what comes next could not be taken, again",
                                        settings.channel()))
                .onSubscription()
                .invoke(() -> consumer.start(this::deliver, mailbox))
                .map(this::message)
                .onTermination()
                .invoke(
                        (failure, _) -> {
                            hasEnded = true;
                            ended.accept(Optional.ofNullable(failure));
                        });
    }

    /// The next batch, not before the channel's pause since the last one is over. It is taken when it is asked for, on the
    /// event loop that it is handled on: an operator that moved the stream there would take ahead what waits, in many small
    /// batches, while the first of them is still being handled.
    private Uni<List<Delivery>> next() {
        long pause = lastNanos + settings.atMostEvery().toNanos() - System.nanoTime();
        Uni<Void> rested = pause > 0 ? delay(Duration.ofNanos(pause)) : Uni.createFrom().voidItem();
        Uni<Void> gathered =
                settings.batchSize() > 1
                        ? rested.chain(mailbox::arrival).chain(this::gathering)
                        : rested;
        return gathered.chain(mailbox::take)
                .invoke(_ -> lastNanos = System.nanoTime())
                .emitOn(work -> eventLoop.runOnContext(_ -> work.run()));
    }

    /// What comes after a silence is alone, and is not kept waiting for others.
    private Uni<Void> gathering() {
        boolean silent = System.nanoTime() - lastNanos > SILENCE.toNanos();
        return silent || settings.gather().isZero()
                ? Uni.createFrom().voidItem()
                : delay(settings.gather());
    }

    /// On an event loop timers count whole milliseconds and take none for a mistake, which would end the channel.
    static Uni<Void> delay(Duration time) {
        return Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(time.compareTo(TICK) < 0 ? TICK : time);
    }

    private org.eclipse.microprofile.reactive.messaging.Message<?> message(List<Delivery> batch) {
        Object payload =
                settings.batchSize() > 1
                        ? batch.stream().map(Delivery::event).toList()
                        : batch.getFirst().event();
        return ContextAwareMessage.withContextMetadata(
                org.eclipse.microprofile.reactive.messaging.Message.of(
                        payload, () -> done(batch), failure -> failed(batch, failure)));
    }

    /// On the thread of the NATS client.
    private void deliver(Message message) {
        try {
            InboundEvent event = InboundEvent.read(message.getHeaders(), message.getData());
            mailbox.put(new Delivery.FromStream(event, message));
        } catch (UnreadableEvent e) {
            String reason = String.valueOf(e.getMessage());
            Thread.startVirtualThread(() -> deadLetters.bury(message, reason));
        }
    }

    /// Handles a dead letter once more, by itself; whether it is one that this channel hears.
    boolean redeliver(Delivery letter) {
        if (!settings.events().contains(letter.event().type())) {
            return false;
        }
        mailbox.putSingly(List.of(letter));
        return true;
    }

    private static CompletionStage<Void> done(List<Delivery> batch) {
        batch.forEach(Delivery::acknowledge);
        return CompletableFuture.completedFuture(null);
    }

    private CompletionStage<Void> failed(List<Delivery> batch, Throwable failure) {
        if (batch.size() > 1) {
            mailbox.putSingly(batch);
        } else {
            failed(batch.getFirst(), failure);
        }
        return CompletableFuture.completedFuture(null);
    }

    private void failed(Delivery delivery, Throwable failure) {
        switch (Verdict.of(failure, delivery.count())) {
            case Verdict.Again again -> {
                LOG.warnf(
                        "%s: %s failed, again in %s: %s",
                        settings.channel(), delivery.event(), again.after(), failure);
                delivery.again(again.after());
            }
            case Verdict.Dead dead -> {
                LOG.errorf(
                        failure, "%s: %s is a dead letter", settings.channel(), delivery.event());
                Thread.startVirtualThread(() -> delivery.bury(deadLetters, dead.reason()));
            }
        }
    }

    String name() {
        return settings.channel();
    }

    boolean isAlive() {
        return !hasEnded && consumer.isAlive();
    }

    /// Whether nobody takes what comes any more: only a new process mends that.
    boolean hasEnded() {
        return hasEnded;
    }

    String state() {
        return hasEnded ? "ended" : consumer.state();
    }

    void stop() {
        consumer.stop();
    }
}
