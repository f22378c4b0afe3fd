-- What was spent, by the hour. A budget that is declared finds here what its scope cost, and a dry run what would have been
-- refused; the ledger has millions of rows, and whoever declares a budget keeps the books locked meanwhile.

select set_config('headroom.tenant', '*', true);

-- What was ever bought, as far as budgets can tell it apart; known by the digest of its attributes.
create table bought (
    id         uuid primary key,
    attributes jsonb not null
);

create table bought_hour (
    hour   timestamptz not null,
    bought uuid        not null,
    amount bigint      not null,
    primary key (hour, bought)
) with (fillfactor = 70);

create table node_hour (
    hour   timestamptz not null,
    node   uuid        not null,
    bought uuid        not null,
    amount bigint      not null,
    primary key (hour, node)
) with (fillfactor = 70);

insert into bought
select distinct cast(md5(cast(a as text)) as uuid), a from (select doc -> 'spend' -> 'attributes' as a from lease) l;

insert into node_hour
select date_trunc('hour', c.from_at, 'UTC'), c.node,
    cast(md5(cast(l.doc -> 'spend' -> 'attributes' as text)) as uuid), sum(c.amount)
from ledger c join lease l on l.node = c.node where c.budget is null group by 1, 2, 3;

insert into bought_hour select hour, bought, sum(amount) from node_hour group by 1, 2;

do $$
declare
    name text;
begin
    foreach name in array array ['bought', 'bought_hour', 'node_hour'] loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format($p$create policy service on %I
            using (current_setting('headroom.tenant', true) = '*')
            with check (current_setting('headroom.tenant', true) = '*')$p$, name);
    end loop;
end
$$;
