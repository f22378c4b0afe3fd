-- What placement said last of a node that it did not let go: for a while that is not asked again.
create table retention (
    node uuid primary key,
    at   timestamptz not null,
    why  text        not null
);
grant select, insert, update, delete on retention to provisioning;
