-- What provisioning owns: pools, nodes and the attempts to get them, what it heard, what it decided, what providers lacked.
-- JSON that is only carried, never searched, is kept as text. Every time is virtual, but for those named real.

-- One counter for the versions of all nodes: its row lock puts them, and their events, in the order of their commits.
create table counter (
    name  text primary key,
    value bigint not null
);
insert into counter (name, value) values ('node-version', 0), ('pool-version', 0), ('unmet-version', 0);

create table pool (
    name          text primary key,
    version       bigint      not null,
    spec          text        not null,
    templates     text        not null,
    created_at    timestamptz not null,
    -- Why it may not be bought from for a while: denied or misconfigured.
    trouble       text,
    trouble_until timestamptz
);

create table lane_view (
    name    text primary key,
    version bigint not null
);

create table node (
    id         uuid primary key,
    version    bigint      not null,
    state      text        not null,
    pool       text        not null,
    purchase   uuid        not null,
    created_at timestamptz not null,
    since      timestamptz not null,
    body       text        not null
);
create index node_live on node (id) where state not in ('TERMINATED', 'FAILED');
create index node_purchase on node (purchase);
create index node_pool on node (pool, id);

-- Written before a provider is called. The request holds the join token, and is blanked once the attempt is settled.
create table launch_attempt (
    node       uuid        not null references node (id),
    number     integer     not null,
    token      text        not null,
    zone       text        not null,
    request    text,
    outcome    text,
    detail     text,
    created_at timestamptz not null,
    settled_at timestamptz,
    primary key (node, number)
);
create index launch_attempt_open on launch_attempt (node) where outcome is null;

-- The hash of a node's one-time token, and the key of the agent that used it.
create table join_token (
    node    uuid primary key references node (id),
    hash    text not null,
    used_by text
);

create table purchase (
    id          uuid primary key,
    decision    uuid        not null,
    tenant      text        not null,
    environment text        not null,
    gang        boolean     not null,
    nodes       text        not null,
    state       text        not null check (state in ('asked', 'granted', 'denied')),
    asked_at    timestamptz not null,
    answered_at timestamptz
);

-- What placement and demand-forecast said last: the newest of each replaces the one before.
create table heard (
    kind    text   not null,
    key     text   not null,
    version bigint not null,
    body    text   not null,
    primary key (kind, key)
);

-- Budgets that said no of late.
create table refusal (
    pool           text        not null,
    tenant         text        not null,
    environment    text        not null,
    worst_per_hour bigint      not null,
    until          timestamptz not null,
    budget         text        not null,
    missing        bigint      not null,
    primary key (pool, tenant, environment)
);

-- What providers answered of late, by zone, type and capacity type, shared by all pools.
create table answer (
    provider      text             not null,
    zone          text             not null,
    instance_type text             not null,
    capacity_type text             not null,
    likelihood    double precision not null,
    failures      integer          not null,
    until         timestamptz,
    kind          text             not null default '',
    detail        text             not null default '',
    at            timestamptz      not null,
    primary key (provider, zone, instance_type, capacity_type)
);

create table lead_time (
    pool          text             not null,
    instance_type text             not null,
    stage         text             not null,
    mean_seconds  double precision not null,
    observations  integer          not null,
    primary key (pool, instance_type, stage)
);

create table scaling_decision (
    id    uuid primary key,
    at    timestamptz not null,
    epoch bigint      not null,
    facts text        not null,
    plan  text        not null
);
create index scaling_decision_at on scaling_decision (at);

-- Other contexts' words, and nobody's tenants': every row is the service's own. The policy shuts out whoever forgot to say so.
do $$
declare
    name text;
begin
    foreach name in array array ['node', 'purchase'] loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format('create policy service on %I using (current_setting(''headroom.tenant'', true) = ''*'') with check (current_setting(''headroom.tenant'', true) = ''*'')', name);
    end loop;
end
$$;

grant select, insert, update, delete on all tables in schema provisioning to provisioning;

alter table node set (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
