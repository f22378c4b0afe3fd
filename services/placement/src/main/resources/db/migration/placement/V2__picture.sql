-- Counts the changes of nodes, replicas and workloads by those who take turns: its row lock is the turn, and a loop
-- that finds it where it was knows that what it loaded is still so.
create table picture (
    version bigint not null
);
insert into picture (version) values (0);
