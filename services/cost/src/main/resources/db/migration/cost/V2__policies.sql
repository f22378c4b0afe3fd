-- Policies: what a period carried over, what its thresholds set in force, who changed what, and what goes to webhooks.

-- What is already there is everybody's: the owner of a table is bound by its policies as well.
select set_config('headroom.tenant', '*', true);

-- Accounts of derived limits have the name of their budget, a slash, and what they limit.
alter table account drop constraint account_budget_fkey;
alter table account add column carried bigint not null default 0;
-- Whether it was looked at what the period before left over.
alter table account add column opened boolean not null default false;
alter table account add column restrictions text[] not null default '{}';
drop policy tenants on account;
create policy tenants on account
    using (exists (select 1 from budget b where b.name = split_part(account.budget, '/', 1)))
    with check (exists (select 1 from budget b where b.name = split_part(account.budget, '/', 1)));

-- One entry says the same of all the budgets that it is the same for; `budget` is the first of them.
alter table ledger add column budgets text[];
alter table ledger add column periods timestamptz[];
alter table ledger drop constraint ledger_kind_check;
alter table ledger add constraint ledger_kind_check
    check (kind in ('grant', 'renew', 'usage', 'release', 'correction'));
-- Which workloads' costs are still to be told apart, once it is known what became of them.
create index ledger_workload on ledger (workload, id) where workload is not null;
-- A month of ten million rows is read from its hours.
create index ledger_at_cost on ledger (at, id) where budget is null;

create table cost_hour (
    hour        timestamptz not null,
    tenant      text        not null,
    class       text        not null,
    share       text        not null,
    environment text        not null,
    pool        text        not null,
    lane        text        not null,
    provider    text        not null,
    region      text        not null,
    amount      bigint      not null,
    primary key (hour, tenant, class, share, environment, pool, lane, provider, region)
) with (fillfactor = 70);

insert into cost_hour
select date_trunc('hour', from_at, 'UTC'), tenant, coalesce(class, ''), share, environment, pool, lane, provider, region,
    sum(amount)
from ledger where budget is null group by 1, 2, 3, 4, 5, 6, 7, 8, 9;

-- What each hour of a budget's life cost: its course.
create table budget_hour (
    budget text        not null,
    hour   timestamptz not null,
    spent  bigint      not null,
    judged boolean     not null default false,
    primary key (budget, hour)
) with (fillfactor = 70);

-- Every attempt to change a budget, also those that were refused. It outlives the budget.
create table budget_audit (
    id      bigint generated always as identity primary key,
    at      timestamptz not null,
    who     text        not null,
    tenant  text        not null,
    budget  text        not null,
    verb    text        not null,
    outcome text        not null,
    detail  text,
    version bigint,
    spec    jsonb
);
create index budget_audit_budget on budget_audit (budget, id);
revoke update, delete on budget_audit from cost;

create table webhook_key (
    url text primary key,
    key text not null
);

create table webhook (
    id         uuid primary key,
    budget     text        not null,
    url        text        not null,
    body       text        not null,
    created_at timestamptz not null,
    attempts   integer     not null default 0,
    next_at    timestamptz not null,
    state      text        not null default 'waiting' check (state in ('waiting', 'sent', 'dead')),
    detail     text
);
create index webhook_waiting on webhook (next_at) where state = 'waiting';
create index webhook_budget on webhook (budget, created_at);

alter table node add column provider_id text;

create table invoice (
    id          bigint generated always as identity primary key,
    invoice     text        not null,
    provider    text        not null,
    resource    text        not null,
    from_at     timestamptz not null,
    to_at       timestamptz not null,
    amount      bigint      not null,
    imported_at timestamptz not null,
    unique (invoice, provider, resource, from_at, to_at)
);

do $$
declare
    name text;
begin
    execute 'alter table cost_hour enable row level security';
    execute 'alter table cost_hour force row level security';
    execute $p$create policy tenants on cost_hour
        using (current_setting('headroom.tenant', true) in ('*', tenant))
        with check (current_setting('headroom.tenant', true) in ('*', tenant))$p$;
    execute 'alter table budget_hour enable row level security';
    execute 'alter table budget_hour force row level security';
    execute 'create policy tenants on budget_hour
        using (exists (select 1 from budget b where b.name = budget_hour.budget))
        with check (exists (select 1 from budget b where b.name = budget_hour.budget))';
    foreach name in array array ['budget_audit', 'webhook_key', 'webhook', 'invoice'] loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format($p$create policy service on %I
            using (current_setting('headroom.tenant', true) = '*')
            with check (current_setting('headroom.tenant', true) = '*')$p$, name);
    end loop;
end
$$;

-- Up to which entry the costs of a workload were told apart.
create table workload_told (
    workload uuid primary key,
    upto     bigint not null
);
alter table workload_told enable row level security;
alter table workload_told force row level security;
create policy service on workload_told
    using (current_setting('headroom.tenant', true) = '*')
    with check (current_setting('headroom.tenant', true) = '*');
