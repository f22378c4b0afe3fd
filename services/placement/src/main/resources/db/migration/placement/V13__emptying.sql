-- Nodes that provisioning would let go although work runs on them, until that is answered or decided.
create table emptying_asked (
    node uuid primary key,
    body text not null
);

-- Nodes that are being emptied: whole as the engine decided it, until it is done or called off.
create table emptying (
    node uuid primary key,
    body text not null
);

-- When a workload was last moved off a node that went: it is left in peace for a while.
create table moved_off (
    workload_id uuid primary key references workload (id),
    at          timestamptz not null
);
