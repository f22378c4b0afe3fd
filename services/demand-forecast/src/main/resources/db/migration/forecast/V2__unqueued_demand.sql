-- When a workload came, when it began to run and how long it is thought to: what waits long is no demand that grows.
alter table demand add column submitted_at timestamptz;
alter table demand add column started_at timestamptz;
alter table demand add column expected_seconds double precision;
-- How long workloads of a series ran of late, where they do not say it themselves.
alter table typical add column running_seconds double precision;
