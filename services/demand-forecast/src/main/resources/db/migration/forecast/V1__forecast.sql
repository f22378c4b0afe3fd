-- What demand-forecast owns: what is wanted now, what was wanted, and what was said of it.

-- Workloads that are not over: each wants its GPUs, running or waiting.
create table demand (
    workload   uuid primary key,
    series     text   not null,
    milli_gpu  bigint not null,
    cpu_millis bigint not null,
    memory_mib bigint not null
);
create index demand_series on demand (series);
-- What a GPU of a series needs besides, remembered while nothing wants it.
create table typical (
    series     text primary key,
    milli_gpu  double precision not null,
    cpu_millis double precision not null,
    memory_mib double precision not null
);
-- An event of a workload that is over must not bring it back.
create table ended (
    workload uuid primary key,
    at       timestamptz not null
);

-- One value a minute and series; a minute that is not there is a gap.
create table sample (
    series text             not null,
    at     timestamptz      not null,
    gpus   double precision not null,
    primary key (series, at)
);

-- The newest forecast of each series.
create table outlook (
    series  text primary key,
    version bigint      not null,
    at      timestamptz not null,
    body    text        not null
);

-- Each forecast of a moment, until the truth arrives and it is scored.
create table prediction (
    series text             not null,
    target timestamptz      not null,
    ahead  integer          not null,
    median double precision not null,
    p90    double precision not null,
    naive  double precision not null,
    model  text             not null,
    truth  double precision,
    primary key (series, target, ahead)
);
create index prediction_open on prediction (series, target) where truth is null;

create table signal (
    id         uuid primary key,
    lane       text             not null,
    body       text             not null,
    until      timestamptz      not null,
    created_at timestamptz      not null
);
