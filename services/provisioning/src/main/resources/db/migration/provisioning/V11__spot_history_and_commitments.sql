-- Up to when what spot machines cost was read; the next reading goes on from there.
create table spot_history (
    provider      text        not null,
    zone          text        not null,
    instance_type text        not null,
    read_to       timestamptz not null,
    primary key (provider, zone, instance_type)
);

-- What the cost service last said of each commitment; without a spec it is gone.
create table commitment (
    name    text   primary key,
    version bigint not null,
    spec    text
);
