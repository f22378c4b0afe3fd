-- How many requests come to what serves, and what they need.

-- What is already there is everybody's: the owner of a table is bound by its policies as well.
select set_config('headroom.tenant', '*', true);

-- Absent on workloads that were heard of before, and on those that do not say how their requests are counted.
alter table demand add column environment text;
alter table demand add column service text;
alter table demand add column replica_milli_gpu bigint;
alter table demand add column per_second_per_gpu double precision;

-- A minute of a service: the workloads of one tenant, environment and name in a series. A minute that is not there is a gap.
create table request_minute (
    series      text             not null,
    tenant      text             not null,
    environment text             not null,
    service     text             not null,
    at          timestamptz      not null,
    class       text             not null,
    shape       text             not null,
    -- Requests in a second, of so many replicas.
    per_second  double precision not null,
    replicas    integer          not null,
    -- GPUs that its workloads ask for, and that its requests need.
    asked       double precision not null,
    gpus        double precision not null,
    primary key (series, tenant, environment, service, at)
);
create index request_minute_at on request_minute (at);

alter table request_minute enable row level security;
alter table request_minute force row level security;
create policy tenants on request_minute
    using (current_setting('headroom.tenant', true) = '*' or tenant = current_setting('headroom.tenant', true))
    with check (current_setting('headroom.tenant', true) = '*');
