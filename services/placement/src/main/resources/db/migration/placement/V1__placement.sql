-- What placement owns: who may ask for what, what was asked for, and where it stands.
-- JSON that is only carried, never searched, is kept as text.

create table tenant (
    name       text primary key,
    version    bigint      not null,
    spec       text        not null,
    created_at timestamptz not null
);

create table lane (
    name       text primary key,
    version    bigint      not null,
    spec       text        not null,
    created_at timestamptz not null
);

-- What provisioning says of its pools: enough to refuse what none could ever hold.
create table pool_view (
    name    text primary key,
    version bigint not null,
    body    text   not null
);

create table node_view (
    id                uuid primary key,
    version           bigint      not null,
    state             text        not null,
    lane              text        not null,
    body              text        not null,
    -- Closed for binding: released, or on its way out.
    closed            boolean     not null default false,
    occupancy_version bigint      not null default 0,
    idle_since        timestamptz,
    -- Of the desired state last decided; the writer brings the key-value bucket up to it.
    generation        bigint      not null default 0,
    written           bigint      not null default 0,
    boot_id           text        not null default '',
    reports_seen      bigint      not null default 0
);
create index node_view_alive on node_view (state) where state not in ('TERMINATED', 'FAILED');
create index node_view_unwritten on node_view (id) where generation > written;

-- The columns are what is searched by; the body is the whole workload as it is told in events.
create table workload (
    id           uuid primary key,
    version      bigint      not null,
    tenant       text        not null,
    state        text        not null,
    created_at   timestamptz not null,
    body         text        not null,
    submitted_by text        not null
);
create index workload_live on workload (state) where state not in ('SUCCEEDED', 'FAILED', 'CANCELLED');
create index workload_page on workload (created_at, id);
create index workload_tenant on workload (tenant, created_at, id);

create table replica (
    workload_id uuid    not null references workload (id),
    replica     integer not null,
    attempt     integer not null,
    node_id     uuid    not null,
    devices     text    not null,
    milli_gpu   integer not null,
    -- As the node reports it: PLACED until it does.
    state       text    not null,
    why         text    not null,
    placed_at   timestamptz not null,
    primary key (workload_id, replica)
);
create index replica_node on replica (node_id);

-- What happened to each workload, in order: `GET /workloads/{id}/story`.
create table story (
    workload_id uuid        not null,
    seq         bigint generated always as identity,
    tenant      text        not null,
    at          timestamptz not null,
    what        text        not null,
    detail      text        not null,
    primary key (workload_id, seq)
);

-- The newest shortfall of each lane; said again only when it changes.
create table shortfall (
    lane    text primary key,
    version bigint not null,
    items   text   not null
);

-- Budgets whose threshold says: no new work.
create table refusing_budget (
    budget text primary key,
    version bigint not null,
    body   text   not null
);

create table decision (
    id     uuid primary key,
    at     timestamptz not null,
    facts  text        not null,
    result text        not null
);
create index decision_at on decision (at);

-- Tenants see their own. Unset means no rows; '*' is the service's own loops and operators.
alter table workload enable row level security;
alter table workload force row level security;
create policy own_tenant on workload
    using (current_setting('headroom.tenant', true) in ('*', tenant))
    with check (current_setting('headroom.tenant', true) in ('*', tenant));
alter table story enable row level security;
alter table story force row level security;
create policy own_tenant on story
    using (current_setting('headroom.tenant', true) in ('*', tenant))
    with check (current_setting('headroom.tenant', true) in ('*', tenant));
