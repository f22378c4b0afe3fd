package io.headroom.contracts.pool;

import java.util.List;

import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventName;

/// A pool was declared, changed or removed.
///
/// @param templates what its nodes look like; @param removed whether it is gone
@EventName(context = "provisioning", name = "pool-changed")
public record PoolChanged(
        String name, long version, PoolSpec spec, List<NodeTemplate> templates, boolean removed)
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
