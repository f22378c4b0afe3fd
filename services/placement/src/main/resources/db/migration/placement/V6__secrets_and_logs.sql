-- What replicas may know; each sealed with a key that is not in the database.
create table secret (
    tenant      text        not null,
    environment text        not null,
    name        text        not null,
    version     bigint      not null,
    key_id      text        not null,
    sealed      text        not null,
    created_at  timestamptz not null,
    changed_at  timestamptz not null,
    changed_by  text        not null,
    primary key (tenant, environment, name)
);
alter table secret enable row level security;
alter table secret force row level security;
create policy own_tenant on secret
    using (current_setting('headroom.tenant', true) in ('*', tenant))
    with check (current_setting('headroom.tenant', true) in ('*', tenant));

-- The end of what a replica wrote, told with its own end.
create table replica_log (
    workload_id uuid        not null references workload (id),
    tenant      text        not null,
    replica     integer     not null,
    attempt     integer     not null,
    node_id     uuid        not null,
    at          timestamptz not null,
    tail        text        not null,
    primary key (workload_id, replica, attempt)
);
create index replica_log_at on replica_log (at);
alter table replica_log enable row level security;
alter table replica_log force row level security;
create policy own_tenant on replica_log
    using (current_setting('headroom.tenant', true) in ('*', tenant))
    with check (current_setting('headroom.tenant', true) in ('*', tenant));
