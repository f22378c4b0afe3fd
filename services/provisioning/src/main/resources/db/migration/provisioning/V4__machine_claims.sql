-- Which machine of our own was switched on for which node, and when it was seen off before that: a controller need not keep a tag.
create table machine_claim (
    system text primary key,
    node   uuid        not null,
    at     timestamptz not null
);
grant select, insert, update, delete on machine_claim to provisioning;
