package io.headroom.platform.bus;

import java.time.Duration;

import io.nats.client.Message;
import io.nats.client.impl.Headers;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One delivery of a message: acknowledged once its effects are committed.
interface Delivery {

    InboundEvent event();

    /// Which time it is, from 1.
    long count();

    void acknowledge();

    /// Asks for it again, after a pause.
    void again(Duration after);

    /// Gives it up. Waits for the server: not for event loops.
    void bury(DeadLetters letters, String reason);

    /// A delivery by JetStream.
    record FromStream(InboundEvent event, Message message) implements Delivery {

        private static final Logger LOG = Logger.getLogger(FromStream.class);

        @Override
        public long count() {
            return message.metaData().deliveredCount();
        }

        @Override
        public void acknowledge() {
            try {
                message.ack();
            } catch (IllegalStateException e) {
                // The bus is away: it delivers again, and the inbox knows it.
                LOG.debugf("could not acknowledge: %s", e.getMessage());
            }
        }

        @Override
        public void again(Duration after) {
            try {
                message.nakWithDelay(after);
            } catch (IllegalStateException e) {
                LOG.debugf("could not refuse: %s", e.getMessage());
            }
        }

        @Override
        public void bury(DeadLetters letters, String reason) {
            letters.bury(message, reason);
        }
    }

    /// A dead letter that a person sent round once more; if it fails again, it stays a dead letter.
    record OfDeadLetter(InboundEvent event, long id, DeadLetters letters) implements Delivery {

        static OfDeadLetter of(
                @Nullable Headers headers, byte[] body, long id, DeadLetters letters) {
            return new OfDeadLetter(InboundEvent.read(headers, body), id, letters);
        }

        @Override
        public long count() {
            return Verdict.MAX_DELIVERIES;
        }

        @Override
        public void acknowledge() {
            Thread.startVirtualThread(() -> letters.forget(id));
        }

        @Override
        public void again(Duration after) {}

        @Override
        public void bury(DeadLetters unused, String reason) {}
    }
}
