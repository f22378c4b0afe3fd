-- When each that waits was first told to start, by the answer to its submission and by the first plan that left it waiting, and what became of it.
create table start_estimate (
    id          bigint generated always as identity primary key,
    workload_id uuid        not null,
    tenant      text        not null,
    told_by     text        not null,
    told_at     timestamptz not null,
    median      timestamptz not null,
    late        timestamptz not null,
    waits_for   text        not null,
    -- One of the two, once it is known: when all of it ran, or when it was over without having run.
    started_at  timestamptz,
    ended_at    timestamptz,
    check (late >= median)
);
-- What was told first stands until it is known what became of it; a new leader that tells anew changes nothing.
create unique index start_estimate_open on start_estimate (workload_id, told_by) where started_at is null and ended_at is null;
create index start_estimate_newest on start_estimate (told_by, told_at);
alter table start_estimate enable row level security;
alter table start_estimate force row level security;
create policy own_tenant on start_estimate
    using (current_setting('headroom.tenant', true) in ('*', tenant))
    with check (current_setting('headroom.tenant', true) in ('*', tenant));
