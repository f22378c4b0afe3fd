package io.headroom.platform.bus;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.nats.client.ConsumeOptions;
import io.nats.client.ConsumerContext;
import io.nats.client.MessageConsumer;
import io.nats.client.MessageHandler;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.DeliverPolicy;
import org.jboss.logging.Logger;

import io.headroom.contracts.envelope.Subject;
import io.headroom.platform.service.ThisService;

/// Keeps one consumer alive, whatever happens to the server: looks every two seconds and after each reconnect whether stream
/// and consumer are there, are the ones it knows, and deliver; makes them again where not.
final class ConsumerWatch {

    private static final Logger LOG = Logger.getLogger(ConsumerWatch.class);

    /// Half is twice the questions for little; twice is twice the silence after a consumer was deleted behind our back.
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    /// Messages wait, none come: after so long the subscription is taken for dead.
    private static final Duration STALL = Duration.ofSeconds(10);

    /// A consumer that could not be looked at for so long is down.
    private static final Duration UNSEEN = Duration.ofSeconds(15);

    /// How much is pulled at a time: bounds what waits in memory.
    private static final int PULL = 512;

    private final ChannelSettings settings;
    private final ThisService self;
    private final BusConnection bus;
    private final Streams streams;
    private final String name;
    private final Semaphore looks = new Semaphore(1);
    private volatile Optional<MessageConsumer> consumer = Optional.empty();
    private volatile Optional<ZonedDateTime> created = Optional.empty();
    private volatile long lastSeen = System.nanoTime() - UNSEEN.toNanos();
    private volatile long lastDelivery = System.nanoTime();
    private volatile boolean caughtUp;

    /// The last that the stream held when the consumer was made: who has acknowledged it knows what was said before.
    private volatile long saidBefore = Long.MAX_VALUE;

    /// What was asked of a server before it went is forgotten there, and noticed here only when it expires.
    private volatile boolean isCutOff;

    private volatile boolean stopped;

    ConsumerWatch(ChannelSettings settings, ThisService self, BusConnection bus, Streams streams) {
        this.settings = settings;
        this.self = self;
        this.bus = bus;
        this.streams = streams;
        this.name = nameOf(settings, self);
    }

    private static String nameOf(ChannelSettings settings, ThisService self) {
        String stem = self.name() + "-" + self.cell() + "-";
        if (settings.isEphemeral()) {
            return stem + settings.channel() + "-" + UUID.randomUUID();
        }
        return stem + settings.durable().orElse(settings.channel());
    }

    void start(MessageHandler handler, Mailbox mailbox) {
        bus.onDisconnected(() -> isCutOff = true);
        bus.onConnected(looks::release);
        MessageHandler noted =
                message -> {
                    lastDelivery = System.nanoTime();
                    handler.onMessage(message);
                };
        Thread.ofVirtual()
                .name("consumer-" + settings.channel())
                .start(() -> watch(noted, mailbox));
    }

    private void watch(MessageHandler handler, Mailbox mailbox) {
        while (!stopped) {
            try {
                if (looks.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                    looks.drainPermits();
                }
                look(handler, mailbox);
            } catch (BusAway e) {
                LOG.debugf("consumer %s: %s", name, e.getMessage());
            } catch (RuntimeException e) {
                LOG.warnf(e, "consumer %s could not be looked at", name);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void look(MessageHandler handler, Mailbox mailbox) {
        ConsumerInfo now =
                streams.call(
                        connection -> {
                            try {
                                ConsumerInfo found =
                                        streams.management(connection)
                                                .getConsumerInfo(
                                                        Streams.nameOf(settings.context()), name);
                                return hearsWhatIsWanted(found) ? found : make();
                            } catch (io.nats.client.JetStreamApiException e) {
                                if (e.getErrorCode() == 404) {
                                    return make();
                                }
                                throw e;
                            }
                        });
        boolean another = !created.equals(Optional.of(now.getCreationTime()));
        boolean ended = consumer.map(c -> c.isStopped() || c.isFinished()).orElse(true);
        if (!stopped && (another || ended || isCutOff || isStalled(now, mailbox))) {
            isCutOff = false;
            begin(handler);
            created = Optional.of(now.getCreationTime());
        }
        caughtUp |= hasHeardAll(now, mailbox);
        lastSeen = System.nanoTime();
    }

    /// Under a stream that never pauses something is always left; what was said before is heard all the same.
    private boolean hasHeardAll(ConsumerInfo now, Mailbox mailbox) {
        boolean nothingIsLeft =
                now.getNumPending() == 0 && now.getNumAckPending() == 0 && mailbox.isEmpty();
        return nothingIsLeft || now.getAckFloor().getStreamSequence() >= saidBefore;
    }

    private boolean isStalled(ConsumerInfo now, Mailbox mailbox) {
        return now.getNumPending() > 0
                && now.getNumAckPending() == 0
                && mailbox.isEmpty()
                && System.nanoTime() - lastDelivery > STALL.toNanos();
    }

    private List<String> filters() {
        return settings.events().stream().map(event -> Subject.filter(self.cell(), event)).toList();
    }

    /// The release before may have heard other events on this channel.
    private boolean hearsWhatIsWanted(ConsumerInfo found) {
        List<String> heard = found.getConsumerConfiguration().getFilterSubjects();
        return heard != null && Set.copyOf(filters()).equals(Set.copyOf(heard));
    }

    private ConsumerInfo make() {
        LOG.infof("consumer %s is made", name);
        saidBefore = streams.ensure(settings.context()).getStreamState().getLastSequence();
        ConsumerConfiguration.Builder wanted =
                ConsumerConfiguration.builder()
                        .durable(name)
                        .deliverPolicy(DeliverPolicy.All)
                        .ackPolicy(AckPolicy.Explicit)
                        .ackWait(settings.ackWait())
                        .maxAckPending(2L * PULL)
                        .filterSubjects(filters());
        if (settings.isEphemeral()) {
            wanted.inactiveThreshold(Duration.ofMinutes(5));
        }
        return streams.call(
                connection ->
                        streams.management(connection)
                                .addOrUpdateConsumer(
                                        Streams.nameOf(settings.context()), wanted.build()));
    }

    private void begin(MessageHandler handler) {
        consumer.ifPresent(ConsumerWatch::end);
        consumer =
                Optional.of(
                        streams.call(
                                connection -> {
                                    ConsumerContext context =
                                            connection.getConsumerContext(
                                                    Streams.nameOf(settings.context()), name);
                                    return context.consume(
                                            ConsumeOptions.builder()
                                                    .batchSize(PULL)
                                                    .expiresIn(10_000)
                                                    .build(),
                                            handler);
                                }));
        lastDelivery = System.nanoTime();
    }

    private static void end(MessageConsumer old) {
        try {
            old.close();
        } catch (Exception e) {
            LOG.debugf("an old consumer did not close: %s", e.getMessage());
        }
    }

    /// One that hears everything anew at each start is of use once it knows what was said before: till then it would show the past as
    /// the present.
    boolean isAlive() {
        return isSeen() && (caughtUp || !settings.isEphemeral());
    }

    private boolean isSeen() {
        return consumer.isPresent() && System.nanoTime() - lastSeen < UNSEEN.toNanos();
    }

    String state() {
        if (isAlive()) {
            return name + " listens";
        }
        return isSeen()
                ? name + " still reads what was said before"
                : name + " was not seen for " + UNSEEN.toSeconds() + " s";
    }

    void stop() {
        stopped = true;
        looks.release();
        consumer.ifPresent(MessageConsumer::stop);
    }
}
