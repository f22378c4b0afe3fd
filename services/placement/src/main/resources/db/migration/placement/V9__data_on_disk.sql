-- Names of the models and data sets that are thought to be on the node's disk, as a JSON array, the newest first: what ran there has read them.
alter table node_view add column data jsonb not null default '[]';
