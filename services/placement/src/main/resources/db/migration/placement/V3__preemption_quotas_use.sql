-- Room being made: whole as the engine decided it, until it is done or called off.
create table preemption (
    by_workload uuid primary key,
    body        text not null
);

-- Which attempt of a workload had to leave: its next one makes nobody leave in turn.
create table evicted (
    workload_id uuid primary key references workload (id),
    attempt     integer     not null,
    at          timestamptz not null
);

create table quota (
    name       text primary key,
    version    bigint      not null,
    spec       text        not null,
    created_at timestamptz not null
);

-- What each tenant itself has held of GPUs, by the hour: quotas and fair shares are sums over it.
create table gpu_use (
    tenant    text             not null,
    hour      timestamptz      not null,
    gpu_hours double precision not null,
    primary key (tenant, hour)
);
create index gpu_use_hour on gpu_use (hour);

-- Until when use has been counted; one row.
create table gpu_use_counted (
    one   boolean primary key default true check (one),
    until timestamptz not null
);

-- All that a decision was made from, so that it can be computed again; gzip in base64.
create table decision_inputs (
    decision_id uuid primary key references decision (id) on delete cascade,
    packed      text not null
);
