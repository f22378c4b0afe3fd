-- Which transaction wrote a row last: the binding loop keeps these tables in memory and reads only what was written since it looked.
-- Rows that are deleted say nothing; replicas go with a change of their workload alone, and are read with it.
create function touch() returns trigger language plpgsql as $$
begin
    new.touched := pg_current_xact_id();
    return new;
end
$$;

do $$
declare
    name text;
begin
    foreach name in array array ['workload', 'node_view', 'replica'] loop
        execute format('alter table %I add column touched xid8 not null default pg_current_xact_id()', name);
        execute format('create index %I on %I (touched)', name || '_touched', name);
        execute format('create trigger touch before update on %I for each row execute function touch()', name);
    end loop;
end
$$;

-- A decision's inputs: every so often all of them, else only what differs from those of the decision before. What was kept until now was whole.
alter table decision_inputs add column chain uuid;
alter table decision_inputs add column place integer not null default 0;
alter table decision_inputs add column at timestamptz;
update decision_inputs i set chain = decision_id, at = (select d.at from decision d where d.id = i.decision_id);
alter table decision_inputs alter column chain set not null;
alter table decision_inputs alter column at set not null;
create unique index decision_inputs_place on decision_inputs (chain, place);
create index decision_inputs_whole on decision_inputs (at) where place = 0;
