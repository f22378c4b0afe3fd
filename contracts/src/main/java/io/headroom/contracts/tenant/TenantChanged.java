package io.headroom.contracts.tenant;

import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventName;

/// A tenant was declared or changed.
@EventName(context = "placement", name = "tenant-changed")
public record TenantChanged(String name, long version, TenantSpec spec) implements Event {

    @Override
    public String key() {
        return name;
    }

    @Override
    public long version() {
        return version;
    }
}
