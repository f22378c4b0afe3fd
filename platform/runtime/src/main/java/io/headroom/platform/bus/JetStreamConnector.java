package io.headroom.platform.bus;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;

import io.smallrye.reactive.messaging.connector.InboundConnector;
import io.smallrye.reactive.messaging.health.HealthReport;
import io.smallrye.reactive.messaging.health.HealthReporter;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;

import io.headroom.platform.service.ThisService;

/// The connector `headroom-jetstream`: gives `@Incoming` methods the events of a stream, for ever.
///
/// A method takes an [InboundEvent], or a `List<InboundEvent>` where `batch-size` is more than 1, and answers a
/// `Uni<Void>`: it is acknowledged when that completes.
@ApplicationScoped
@Connector(JetStreamConnector.NAME)
public class JetStreamConnector implements InboundConnector, HealthReporter {

    public static final String NAME = "headroom-jetstream";

    private final BusConnection bus;
    private final Streams streams;
    private final DeadLetters deadLetters;
    private final Event<Listening> listening;
    private final ThisService self;
    private final Vertx vertx;
    private final List<Channel> channels = new CopyOnWriteArrayList<>();

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
        return channel.messages();
    }

    @Override
    public HealthReport getReadiness() {
        return report();
    }

    @Override
    public HealthReport getLiveness() {
        return HealthReport.OK_INSTANCE;
    }

    private HealthReport report() {
        HealthReport.HealthReportBuilder report = HealthReport.builder();
        for (Channel channel : channels) {
            report.add(channel.name(), channel.isAlive(), channel.state());
        }
        return report.build();
    }

    @PreDestroy
    void stop() {
        channels.forEach(Channel::stop);
    }
}
