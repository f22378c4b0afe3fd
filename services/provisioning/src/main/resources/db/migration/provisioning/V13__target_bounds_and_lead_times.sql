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

-- Seconds, the newest first; at most fifty.
alter table lead_time add column recent double precision[] not null default '{}';

-- Seconds at the chances 0.1, 0.3, 0.5, 0.7 and 0.9 of these; empty where nothing was seen since.
alter table lead_time add column levels double precision[] not null default '{}';
