-- What was said last that a node holds: part of it may have ended since. Of nodes in use nobody knows it yet.
alter table node_view
    add column said_replicas int not null default 0,
    add column said_milli int not null default 0;
update node_view set said_replicas = -1 where idle_since is null;
