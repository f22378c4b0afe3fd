-- How many changes of budgets, accounts and rates there were. Whoever opens the books locks this row; every change is counted in it,
-- whoever makes it, so that a process which finds the count that it left needs to read nothing again. What is learned of nodes is
-- counted apart: it is read each time, but by a look that may be older than the lock.

create table books (
    one     boolean primary key default true check (one),
    changes bigint not null,
    learned bigint not null
) with (fillfactor = 10);
insert into books (changes, learned) values (1, 1);
revoke insert, delete on books from cost;

-- Before the rows themselves are locked, so that all lock in one order.
create function books_changed() returns trigger language plpgsql set search_path from current as $$
begin
    update books set changes = changes + 1;
    return null;
end
$$;

create function books_learned() returns trigger language plpgsql set search_path from current as $$
begin
    update books set learned = learned + 1;
    return null;
end
$$;

create trigger books_changed before insert or update or delete on budget
    for each statement execute function books_changed();
create trigger books_changed before insert or update or delete on account
    for each statement execute function books_changed();
create trigger books_changed before insert or update or delete on rate
    for each statement execute function books_changed();
create trigger books_learned before insert or update or delete on node
    for each statement execute function books_learned();

-- What is unsaid is a column of its own: how few such leases there are is then known to who plans a look for them. By what was said and
-- what stands, most were thought to be unsaid, and every look read all leases.
drop index lease_unsaid;
alter table lease add column unsaid boolean not null
    generated always as (noticed <> version or (standing = 'ended' and revision <> 0)) stored;
create index lease_unsaid on lease (node) where unsaid;

-- Who sees every tenant need not look up the budget of each account that is written: of a hundred accounts, three looks each.
alter policy tenants on account
    using (current_setting('headroom.tenant', true) = '*'
        or exists (select 1 from budget b where b.name = split_part(account.budget, '/', 1)))
    with check (current_setting('headroom.tenant', true) = '*'
        or exists (select 1 from budget b where b.name = split_part(account.budget, '/', 1)));
alter policy tenants on budget_hour
    using (current_setting('headroom.tenant', true) = '*'
        or exists (select 1 from budget b where b.name = budget_hour.budget))
    with check (current_setting('headroom.tenant', true) = '*'
        or exists (select 1 from budget b where b.name = budget_hour.budget));
