-- What the demand of a series is made of, by the minute. What is not there is nothing where the sample of the minute is nothing, and else not known.
create table measure (
    series   text        not null,
    at       timestamptz not null,
    -- Of the minute: workloads that were submitted in it, and work that was done in it, in millionths of a GPU-second. Absent where not known.
    arrivals bigint,
    work     bigint,
    -- When the sample was taken: milli-GPUs that workloads hold, and that workloads wait for; how many wait. Absent where not known.
    running  bigint,
    queued   bigint,
    waiting  bigint,
    -- GPUs that do not count as wanted, since what waited for them would be over by now; and that are wanted though nobody asked, for requests.
    outlived double precision,
    unasked  double precision,
    primary key (series, at)
) with (fillfactor = 70);

-- Up to when what runs has been added to `work`: what ended before is added by its own times.
create table booked (
    one   boolean     primary key default true check (one),
    up_to timestamptz not null
);
insert into booked (up_to) values ('epoch');

do $$
declare
    name text;
begin
    -- Sums over all tenants.
    foreach name in array array ['measure', 'booked'] loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format($p$create policy service on %I
            using (current_setting('headroom.tenant', true) = '*')
            with check (current_setting('headroom.tenant', true) = '*')$p$, name);
    end loop;
end
$$;
