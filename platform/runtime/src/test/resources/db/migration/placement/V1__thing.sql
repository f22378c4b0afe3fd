-- What the sample service keeps: things of tenants, and a log of what it heard, which allows doubles so that they show.
create table placement.thing (name text primary key, tenant text not null, version bigint not null);
alter table placement.thing enable row level security;
alter table placement.thing force row level security;
create policy tenant on placement.thing
    using (tenant = current_setting('headroom.tenant', true) or current_setting('headroom.tenant', true) = '*');
create table placement.heard (id bigint generated always as identity primary key, event_id uuid not null, key text not null, version bigint not null);
