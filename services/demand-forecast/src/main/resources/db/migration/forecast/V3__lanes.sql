-- Which lanes there are, as placement says.
create table lane_view (
    name    text primary key,
    version bigint not null
);
