package io.headroom.platform.sample;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

@Entity
@Table(schema = "placement", name = "thing")
class ThingRow {
    @Id @Nullable String name;
    @Nullable String tenant;
    long version;

    ThingRow() {}

    ThingRow(String name, String tenant, long version) {
        this.name = name;
        this.tenant = tenant;
        this.version = version;
    }
}
