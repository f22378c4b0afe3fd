-- Which tenants, lanes and pools there are, as those say who keep them.
create table known_name (
    kind    text    not null,
    name    text    not null,
    version bigint  not null,
    gone    boolean not null,
    primary key (kind, name)
);
