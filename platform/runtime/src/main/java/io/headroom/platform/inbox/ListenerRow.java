package io.headroom.platform.inbox;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/// That a service listens to a kind of event; the database notes since when.
@Entity
@Table(schema = "bus", name = "consumer")
class ListenerRow {

    @EmbeddedId @Nullable Key key;

    ListenerRow() {}

    ListenerRow(Key key) {
        this.key = key;
    }

    @Embeddable
    record Key(String service, String context, String event) {}
}
