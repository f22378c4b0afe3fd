package io.headroom.contracts.capacity;

import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventName;

/// A lane was declared or changed.
@EventName(context = "placement", name = "lane-changed")
public record LaneChanged(String name, long version, LaneSpec spec) implements Event {

    @Override
    public String key() {
        return name;
    }

    @Override
    public long version() {
        return version;
    }
}
