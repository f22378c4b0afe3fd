-- The prices that were said last: only a change is worth an event.
create table price_said (
    provider       text   not null,
    region         text   not null,
    zone           text   not null,
    instance_type  text   not null,
    capacity_type  text   not null,
    version        bigint not null,
    per_hour       bigint not null,
    worst_per_hour bigint not null,
    primary key (provider, region, zone, instance_type, capacity_type)
);
