-- Bounds that hold back what forecasts ask for now.
create table target_bound (
    series   text             not null,
    -- max-ahead, share-on-order or budget
    bound_by text             not null,
    since    timestamptz      not null,
    asked    double precision not null,
    allowed  double precision not null,
    why      text             not null,
    primary key (series, bound_by)
);

insert into counter (name, value) values ('bound-version', 0);
