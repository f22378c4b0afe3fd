package io.headroom.platform.bus;

import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import io.nats.client.JetStreamSubscription;
import io.nats.client.support.Status;
import org.jboss.logging.Logger;

/// Says in one line what the NATS client would print on standard error.
final class BusErrors implements ErrorListener {

    private static final Logger LOG = Logger.getLogger(BusErrors.class);

    @Override
    public void errorOccurred(Connection connection, String error) {
        LOG.warnf("bus: %s", error);
    }

    @Override
    public void exceptionOccurred(Connection connection, Exception exception) {
        LOG.debugf(exception, "bus: %s", exception.getMessage());
    }

    @Override
    public void pullStatusError(
            Connection connection, JetStreamSubscription subscription, Status status) {
        LOG.warnf("bus: consumer %s: %s", subscription.getConsumerName(), status.getMessage());
    }
}
