-- What is paid for by the hour whether it is used or not.
create table commitment (
    name       text primary key,
    version    bigint      not null,
    spec       jsonb       not null,
    -- Since when it counts here: its begin, or its declaration if that was later.
    since      timestamptz not null,
    -- Up to when its fee is in the ledger.
    accrued_to timestamptz not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    updated_by text        not null
);

-- How much of its fee is used from an instant on, in micros an hour.
create table commitment_use (
    name  text        not null,
    since timestamptz not null,
    used  bigint      not null,
    primary key (name, since)
);

-- What was posted of a fee to a period of a budget. It goes with the account: who begins an account anew is posted the fee anew.
create table commitment_share (
    commitment  text        not null,
    budget      text        not null,
    period_from timestamptz not null,
    period_to   timestamptz not null,
    spent       bigint      not null,
    committed   bigint      not null,
    primary key (commitment, budget, period_from),
    foreign key (budget, period_from) references account (budget, period_from) on delete cascade
);

-- Fees are few among the ledger's entries.
create index ledger_fee on ledger (from_at) where budget is null and share in ('commitment', 'idle-commitment');

-- They are for operators, and only the service's own transactions look at them.
do $$
declare
    name text;
begin
    foreach name in array array ['commitment', 'commitment_use', 'commitment_share'] loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format($p$create policy service on %I
            using (current_setting('headroom.tenant', true) = '*')
            with check (current_setting('headroom.tenant', true) = '*')$p$, name);
    end loop;
end
$$;
