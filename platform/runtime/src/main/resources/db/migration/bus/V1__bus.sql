-- The one schema that services share: what was said, what was done, who leads.
-- Each role writes its own rows; the ids of all are readable, which is how sent and done are compared.
-- Times here are the database's own: retention and leader leases are real time, never the domain's.

create table bus.outbox (
    seq            bigint generated always as identity primary key,
    id             uuid        not null unique,
    service        text        not null default current_user,
    context        text        not null,
    event          text        not null,
    subject        text        not null,
    key            text        not null,
    type           text        not null,
    version        bigint      not null,
    payload        text        not null,
    traceparent    text,
    occurred_at    timestamptz not null,
    attempts       integer     not null default 0,
    stream         text,
    stream_created timestamptz,
    stream_seq     bigint,
    sent_at        timestamptz
);

-- Events that wait are few and change often; those that were sent are looked for by stream position and by age.
create index outbox_unsent on bus.outbox (service, seq) where sent_at is null;
create index outbox_position on bus.outbox (service, stream, stream_created, stream_seq) where sent_at is not null;
create index outbox_age on bus.outbox (service, sent_at) where sent_at is not null;

create table bus.inbox (
    service  text        not null default current_user,
    event_id uuid        not null,
    outcome  text        not null default 'done' check (outcome in ('done', 'dead')),
    at       timestamptz not null default now(),
    primary key (service, event_id)
);
create index inbox_age on bus.inbox (service, at);

-- Which service listens to what, since when: an event sent later is missed if its inbox lacks it.
create table bus.consumer (
    service text        not null default current_user,
    context text        not null,
    event   text        not null,
    since   timestamptz not null default now(),
    primary key (service, context, event)
);

-- Up to which row of its outbox a service knows that all consumers have what was sent.
create table bus.relay (
    service      text primary key default current_user,
    verified_seq bigint not null default 0
);

create table bus.leader (
    name    text primary key,
    service text        not null default current_user,
    holder  text        not null,
    epoch   bigint      not null,
    until   timestamptz not null
);

create table bus.idempotency (
    service      text        not null default current_user,
    principal    text        not null,
    key          text        not null,
    request_hash text        not null,
    status       integer,
    headers      text,
    response     text,
    created      timestamptz not null default now(),
    primary key (service, principal, key)
);
create index idempotency_age on bus.idempotency (service, created);

do $$
declare
    name text;
begin
    foreach name in array array ['outbox', 'inbox', 'consumer', 'relay', 'leader', 'idempotency'] loop
        execute format('alter table bus.%I enable row level security', name);
        execute format('alter table bus.%I force row level security', name);
        execute format('create policy own on bus.%I using (service = current_user) with check (service = current_user)', name);
    end loop;
    foreach name in array array ['outbox', 'inbox', 'consumer', 'relay'] loop
        -- The views below read with their owner's rights.
        execute format('create policy compare on bus.%I for select to current_user using (true)', name);
    end loop;
end
$$;

create view bus.sent as
    select seq, id, service, context, event, sent_at from bus.outbox where sent_at is not null;
create view bus.done as
    select service, event_id, outcome, at from bus.inbox;
create view bus.listens as
    select service, context, event, since from bus.consumer;

grant usage on schema bus to placement, forecast, provisioning, cost;
grant select, insert, update, delete on bus.outbox, bus.inbox, bus.consumer, bus.relay, bus.leader, bus.idempotency
    to placement, forecast, provisioning, cost;
revoke all on bus.sent, bus.done, bus.listens from placement, forecast, provisioning, cost;
grant select on bus.sent, bus.done, bus.listens to placement, forecast, provisioning, cost;

-- Rows come and go by the thousand: clean up by share, not by the default fifth.
alter table bus.outbox set (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02);
alter table bus.inbox set (autovacuum_vacuum_scale_factor = 0.02);
