-- Why an idle node is not given back: what the leader's plan said of it last. Written when that changes, not with every plan.
create table kept_node (
    node uuid primary key,
    body text not null
);
grant select, insert, update, delete on kept_node to provisioning;
