-- What demand-forecast said last of each series, as far as it is packed for.
create table forecast_view (
    series  text primary key,
    version bigint not null,
    body    text   not null
);
