-- Budgets, what they were charged and keep for leases, the leases, and the ledger. Money is in millionths (micros).

create table budget (
    name       text primary key,
    version    bigint      not null,
    -- Counts what was said of it; it begins with the time of its declaration, so that a name used again goes on.
    said       bigint      not null,
    spec       jsonb       not null,
    tenant     text        not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    updated_by text        not null
);

create table account (
    budget      text        not null references budget on delete cascade,
    period_from timestamptz not null,
    period_to   timestamptz not null,
    spent       bigint      not null,
    committed   bigint      not null,
    highest     bigint      not null,
    reached     integer[]   not null default '{}',
    refusing    boolean     not null default false,
    primary key (budget, period_from)
);

-- One row a node, from its first grant on; `doc` is the engine's PaidNode.
create table lease (
    node       uuid primary key,
    purchase   uuid        not null,
    tenant     text        not null,
    priority   integer     not null,
    standing   text        not null,
    version    bigint      not null,
    renew_at   timestamptz not null,
    doc        jsonb       not null,
    -- What the agent was told, and the revision of its key.
    noticed    bigint      not null default 0,
    revision   bigint      not null default 0
);
create index lease_due on lease (renew_at) where standing <> 'ended';
create index lease_unsaid on lease (node) where noticed <> version or (standing = 'ended' and revision <> 0);
create index lease_tenant on lease (tenant, node);

-- What provisioning last said of a node.
create table node (
    node        uuid primary key,
    version     bigint not null,
    state       text   not null,
    milli_gpu   integer not null,
    ready_since timestamptz
);

-- What a node held since when, as long as that time is not charged yet.
create table occupancy (
    node    uuid        not null,
    version bigint      not null,
    at      timestamptz not null,
    doc     jsonb       not null,
    primary key (node, version)
);

-- Append-only. With a budget: what its account was posted. Without: what a node cost, split over what ran there.
create table ledger (
    id          bigint generated always as identity primary key,
    at          timestamptz not null,
    kind        text        not null check (kind in ('grant', 'renew', 'usage', 'release')),
    node        uuid        not null,
    tenant      text        not null,
    budget      text,
    period_from timestamptz,
    spent       bigint,
    committed   bigint,
    from_at     timestamptz,
    to_at       timestamptz,
    amount      bigint,
    share       text,
    workload    uuid,
    class       text,
    environment text,
    pool        text,
    lane        text,
    provider    text,
    region      text
);
create index ledger_at on ledger (at, id);
create index ledger_cost on ledger (from_at) include (tenant, class, pool, amount) where budget is null;
create index ledger_node on ledger (node) where budget is null;

revoke update, delete on ledger from cost;

do $$
declare
    name text;
begin
    foreach name in array array ['budget', 'lease', 'ledger'] loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format($p$create policy tenants on %I
            using (current_setting('headroom.tenant', true) in ('*', tenant))
            with check (current_setting('headroom.tenant', true) in ('*', tenant))$p$, name);
    end loop;
    -- An account is visible with its budget.
    execute 'alter table account enable row level security';
    execute 'alter table account force row level security';
    execute 'create policy tenants on account
        using (exists (select 1 from budget b where b.name = account.budget))
        with check (exists (select 1 from budget b where b.name = account.budget))';
    -- Only the service''s own loops look at these.
    foreach name in array array ['node', 'occupancy'] loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format($p$create policy service on %I
            using (current_setting('headroom.tenant', true) = '*')
            with check (current_setting('headroom.tenant', true) = '*')$p$, name);
    end loop;
end
$$;

alter table account set (fillfactor = 70);
alter table lease set (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02);
