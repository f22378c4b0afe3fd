package io.headroom.platform.bus;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.eclipse.microprofile.config.Config;

import io.headroom.contracts.envelope.EventType;

/// What a channel of the application is configured to hear: `mp.messaging.incoming.<channel>.*`.
///
/// @param atMostEvery how much time lies between two batches at least: the first event after a pause comes at once, those that
///     follow closely come together
/// @param gather how long a batch waits after its first event for those that were said with it
record ChannelSettings(
        String channel,
        String context,
        List<EventType> events,
        Optional<String> durable,
        int batchSize,
        Duration ackWait,
        Duration atMostEvery,
        Duration gather) {

    /// What was on its way when a server or a process died comes again after this: twice makes that pause longer, half
    /// delivers again what is still being done.
    private static final Duration ACK_WAIT = Duration.ofSeconds(10);

    /// What is said in one transaction comes in within this time, and is handled in one. Half of it makes two transactions of some; twice of it is
    /// felt where several services answer each other.
    private static final Duration GATHER = Duration.ofMillis(8);

    static ChannelSettings of(Config config) {
        String channel = config.getValue("channel-name", String.class);
        List<EventType> events =
                config.getValues("events", String.class).stream().map(EventType::parse).toList();
        List<String> contexts = events.stream().map(EventType::context).distinct().toList();
        if (contexts.size() != 1) {
            throw new IllegalArgumentException(
                    "channel " + channel + " must name events of one context, not of " + contexts);
        }
        return new ChannelSettings(
                channel,
                contexts.getFirst(),
                events,
                config.getOptionalValue("durable", String.class),
                config.getOptionalValue("batch-size", Integer.class).orElse(1),
                config.getOptionalValue("ack-wait", Duration.class).orElse(ACK_WAIT),
                config.getOptionalValue("at-most-every", Duration.class).orElse(Duration.ZERO),
                config.getOptionalValue("gather", Duration.class).orElse(GATHER));
    }

    /// Whether the channel hears everything from the start again each time the process starts: for read models in memory.
    boolean isEphemeral() {
        return durable.filter("none"::equals).isPresent();
    }
}
