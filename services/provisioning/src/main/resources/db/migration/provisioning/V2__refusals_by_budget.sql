-- A budget that changes takes back what it refused, and nothing that another one did.
alter table refusal drop constraint refusal_pkey;
alter table refusal add primary key (pool, tenant, environment, budget);
-- Machines of this capacity type may be asked for all the same.
alter table refusal add column unless text;
create index refusal_budget on refusal (budget);
