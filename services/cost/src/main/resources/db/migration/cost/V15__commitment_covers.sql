-- Which nodes a commitment covered, from when until when: with whom the used part of its fee is shown in a bill.
create table commitment_cover (
    node      uuid        not null,
    since     timestamptz not null,
    until     timestamptz not null,
    version   bigint      not null,
    -- Under which the ledger has the fee.
    fee       uuid        not null,
    -- What the node would cost more without it, in micros an hour.
    saved     bigint      not null,
    primary key (node, since)
);
create index commitment_cover_fee on commitment_cover (fee, since);

-- Whoever sees a fee sees with which nodes it was used, and nothing else of them.
alter table commitment_cover enable row level security;
alter table commitment_cover force row level security;
create policy reading on commitment_cover for select using (true);
create policy service on commitment_cover
    using (current_setting('headroom.tenant', true) = '*')
    with check (current_setting('headroom.tenant', true) = '*');
