-- What was said that machines cost by list: rows are added; only one that holds in the future may still be said otherwise.
create table list_price (
    provider      text        not null,
    region        text        not null,
    instance_type text        not null,
    capacity_type text        not null,
    source        text        not null,
    from_at       timestamptz not null,
    until         timestamptz,
    per_hour      bigint      not null check (per_hour > 0),
    as_of         timestamptz,
    said_at       timestamptz not null,
    said_by       text        not null,
    primary key (provider, region, instance_type, capacity_type, source, from_at)
);

-- What the last look at a provider's own list came to.
create table list_price_look (
    provider      text        not null,
    region        text        not null,
    instance_type text        not null,
    capacity_type text        not null,
    at            timestamptz not null,
    outcome       text        not null,
    detail        text        not null,
    said          bigint,
    primary key (provider, region, instance_type, capacity_type)
);

alter table price_said add column source text;
alter table price_said add column as_of timestamptz;
