package io.headroom.contracts.price;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventName;

/// A commitment was declared, changed or taken away.
///
/// @param spec absent where it is gone
@EventName(context = "cost", name = "commitment-changed")
public record CommitmentChanged(String name, long version, @Nullable CommitmentSpec spec)
        implements Event {

    @Override
    public String key() {
        return name;
    }

    @Override
    public long version() {
        return version;
    }
}
