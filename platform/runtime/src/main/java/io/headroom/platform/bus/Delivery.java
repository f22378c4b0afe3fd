package io.headroom.platform.bus;

import io.nats.client.Message;

/// One delivery of a message by JetStream: acknowledged once its effects are committed.
record Delivery(Message message, InboundEvent event) {

    long count() {
        return message.metaData().deliveredCount();
    }
}
