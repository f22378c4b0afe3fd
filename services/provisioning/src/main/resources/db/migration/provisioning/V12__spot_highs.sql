-- What spot machines cost, as far back as it is looked at: how high each market goes is decided from it.
create table spot_price (
    provider      text        not null,
    zone          text        not null,
    instance_type text        not null,
    from_at       timestamptz not null,
    -- In micros an hour, until the next one.
    per_hour      bigint      not null,
    primary key (provider, zone, instance_type, from_at)
);

-- The price that each market hardly ever passes.
create table spot_high (
    provider      text        not null,
    zone          text        not null,
    instance_type text        not null,
    per_hour      bigint      not null,
    looked_at     timestamptz not null,
    primary key (provider, zone, instance_type)
);

-- The history was read before, and not kept here: it is read once more.
delete from spot_history;
