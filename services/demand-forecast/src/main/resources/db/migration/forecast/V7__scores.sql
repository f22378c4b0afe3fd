-- Every forecast is kept until the truth arrives; what is kept of it then are sums, by series and hour.

-- What was kept here, a row for each forecast of each moment, has no quantiles to score but two.
drop table prediction;

-- What was said at the steps ahead that are scored: for each of them the GPUs at each level.
create table said (
    first_minute timestamptz not null,
    series       text        not null,
    gpus         real[]      not null,
    primary key (first_minute, series)
);

-- What forecasts of one hour were worth: for each of the steps ahead the sums of the engine's Accuracy. `lane/*` is of all series of a lane.
create table score (
    series text        not null,
    hour   timestamptz not null,
    sums   real[]      not null,
    primary key (series, hour)
) with (fillfactor = 70);

-- The last minute that was scored.
create table scored (
    one   boolean     primary key default true check (one),
    up_to timestamptz not null
);

-- Whose past an import has changed, and with which import: who leads reads those again. Imports take turns at the one row.
create table imported (
    series  text   primary key,
    version bigint not null
);
create table imports (
    one     boolean primary key default true check (one),
    version bigint  not null
);
insert into imports (version) values (0);

do $$
declare
    name text;
begin
    -- Sums over all tenants.
    foreach name in array array ['said', 'score', 'scored', 'imported', 'imports'] loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format($p$create policy service on %I
            using (current_setting('headroom.tenant', true) = '*')
            with check (current_setting('headroom.tenant', true) = '*')$p$, name);
    end loop;
end
$$;
