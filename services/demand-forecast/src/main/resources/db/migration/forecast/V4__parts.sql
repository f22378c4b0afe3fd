-- Demand by tenant, class and shape, beside the series that it is part of.

-- What is already there is everybody's: the owner of a table is bound by its policies as well.
select set_config('headroom.tenant', '*', true);

-- Absent on workloads that were heard of before: they are the rest of their series.
alter table demand add column tenant text;
alter table demand add column class text;
alter table demand add column shape text;

-- An hour of a part of a series in which it wanted anything: GPUs, a value for each minute. What is not there is nothing
-- where the series itself is known, and a gap where it is not.
create table part_hour (
    series    text        not null,
    dimension text        not null check (dimension in ('tenant', 'class', 'shape')),
    name      text        not null,
    hour      timestamptz not null,
    gpus      real[]      not null,
    primary key (series, dimension, name, hour)
) with (fillfactor = 70);

-- The newest forecast of each part.
create table part_outlook (
    series    text   not null,
    dimension text   not null,
    name      text   not null,
    version   bigint not null,
    body      text   not null,
    primary key (series, dimension, name)
);

-- What was said of a moment, until the truth arrives and it is scored.
create table part_prediction (
    series    text             not null,
    dimension text             not null,
    name      text             not null,
    target    timestamptz      not null,
    ahead     integer          not null,
    median    double precision not null,
    p90       double precision not null,
    naive     double precision not null,
    truth     double precision,
    primary key (series, dimension, name, target, ahead)
);
create index part_prediction_open on part_prediction (target) where truth is null;

do $$
declare
    name text;
begin
    -- A tenant sees what it wants itself; classes, shapes and the rest are made of everybody's.
    foreach name in array array ['part_hour', 'part_outlook', 'part_prediction'] loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format($p$create policy tenants on %I
            using (current_setting('headroom.tenant', true) = '*'
                or (dimension = 'tenant' and name = current_setting('headroom.tenant', true)))
            with check (current_setting('headroom.tenant', true) = '*')$p$, name);
    end loop;
    -- Sums over all tenants.
    foreach name in array array ['demand', 'sample', 'outlook', 'prediction'] loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format($p$create policy service on %I
            using (current_setting('headroom.tenant', true) = '*')
            with check (current_setting('headroom.tenant', true) = '*')$p$, name);
    end loop;
end
$$;
