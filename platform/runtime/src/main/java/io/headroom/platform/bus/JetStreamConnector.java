package io.headroom.platform.bus;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.function.Predicate;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.reactive.messaging.connector.InboundConnector;
import io.smallrye.reactive.messaging.health.HealthReport;
import io.smallrye.reactive.messaging.health.HealthReporter;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import org.jboss.logging.Logger;

import io.headroom.platform.service.ThisService;

/// The connector `headroom-jetstream`: gives `@Incoming` methods the events of a stream, for ever.
///
/// A method takes an [InboundEvent], or a `List<InboundEvent>` where `batch-size` is more than 1, and answers a
/// `Uni<Void>`: it is acknowledged when that completes.
@ApplicationScoped
@Connector(JetStreamConnector.NAME)
public class JetStreamConnector implements InboundConnector, HealthReporter {

    private static final Logger LOG = Logger.getLogger(JetStreamConnector.class);

    public static final String NAME = "headroom-jetstream";

    private final BusConnection bus;
    private final Streams streams;
    private final DeadLetters deadLetters;
    private final Event<Listening> listening;
    private final ThisService self;
    private final Vertx vertx;
    private final List<Channel> channels = new CopyOnWriteArrayList<>();
    private volatile boolean isStopping;

    @Inject
    JetStreamConnector(
            BusConnection bus,
            Streams streams,
            DeadLetters deadLetters,
            Event<Listening> listening,
            ThisService self,
            Vertx vertx) {
        this.bus = bus;
        this.streams = streams;
        this.deadLetters = deadLetters;
        this.listening = listening;
        this.self = self;
        this.vertx = vertx;
    }

    @Override
    public Flow.Publisher<? extends Message<?>> getPublisher(Config config) {
        ChannelSettings settings = ChannelSettings.of(config);
        ConsumerWatch consumer = new ConsumerWatch(settings, self, bus, streams);
        Channel channel = new Channel(settings, consumer, deadLetters, vertx.getOrCreateContext());
        channels.add(channel);
        deadLetters.redeliverTo(channel);
        if (!settings.isEphemeral()) {
            listening.fire(new Listening(settings.events()));
        }
        return channel.messages(failure -> onEnd(channel, failure));
    }

    /// A service that no longer hears one of its channels seems well and does half of its work. It ends, for whoever
    /// supervises it to start it again.
    private void onEnd(Channel channel, Optional<Throwable> failure) {
        if (!isStopping) {
            LOG.fatalf(
                    failure.orElse(null),
                    "channel %s has ended, and with it this process: it is to be started again",
                    channel.name());
            Quarkus.asyncExit(1);
        }
    }

    @Override
    public HealthReport getReadiness() {
        return report(Channel::isAlive);
    }

    @Override
    public HealthReport getLiveness() {
        return report(channel -> isStopping || !channel.hasEnded());
    }

    private HealthReport report(Predicate<Channel> isWell) {
        HealthReport.HealthReportBuilder report = HealthReport.builder();
        for (Channel channel : channels) {
            report.add(channel.name(), isWell.test(channel), channel.state());
        }
        return report.build();
    }

    /// Before the application's streams are cancelled.
    void onShutdown(@Observes @Priority(1) ShutdownEvent event) {
        isStopping = true;
    }

    @PreDestroy
    void stop() {
        isStopping = true;
        channels.forEach(Channel::stop);
    }
}
