-- What each kind of machine cost, from when on. Rows are added, never changed: a price change does not rewrite the past.
create table price (
    provider       text        not null,
    region         text        not null,
    zone           text        not null,
    instance_type  text        not null,
    capacity_type  text        not null,
    version        bigint      not null,
    from_at        timestamptz not null,
    per_hour       bigint      not null,
    worst_per_hour bigint      not null,
    primary key (provider, region, zone, instance_type, capacity_type, version)
);
