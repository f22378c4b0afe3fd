-- Which transaction wrote a row last: the scaling loop keeps what nodes hold in memory, and reads only what was written since it looked.
alter table heard add column touched xid8 not null default pg_current_xact_id();
create function touch() returns trigger language plpgsql as $$
begin
    new.touched := pg_current_xact_id();
    return new;
end
$$;
create trigger touch before update on heard for each row execute function touch();
create index heard_touched on heard (kind, touched);
