-- What pools in mode advise would have bought and given back. A purchase stays open while its node would be there, a return while
-- the real node stands idle; sums are made of the columns, the body is only carried.
create table advice (
    id                uuid primary key,
    seq               bigint generated always as identity,
    pool              text             not null,
    step              text             not null check (step in ('buy', 'release')),
    at                timestamptz      not null,
    ended_at          timestamptz,
    gpus              integer          not null,
    price_per_hour    bigint           not null,
    waiting_gpu_hours double precision not null,
    body              text             not null
);
create index advice_pool on advice (pool, seq);
create index advice_open on advice (id) where ended_at is null;
grant select, insert, update, delete on advice to provisioning;
