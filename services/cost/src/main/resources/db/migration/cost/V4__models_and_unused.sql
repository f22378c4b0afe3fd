-- Costs by the model of GPU that they were paid for, and what leases gave back in the end.

select set_config('headroom.tenant', '*', true);

-- What was charged before is of no model that is known.
alter table node add column model text;
alter table ledger add column model text;
alter table cost_hour add column model text not null default '';
alter table cost_hour drop constraint cost_hour_pkey;
alter table cost_hour add primary key (hour, tenant, class, share, environment, pool, lane, provider, region, model);

-- What was committed for nodes that are gone, and never used.
alter table account add column unused bigint not null default 0;
