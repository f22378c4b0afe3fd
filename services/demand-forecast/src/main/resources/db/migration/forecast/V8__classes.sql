-- Who asks in a series: what each class asked for of late, as `typical` counts it. What waits costs what its class says.
create table asked_by (
    series    text not null,
    class     text not null,
    milli_gpu double precision not null,
    primary key (series, class)
);
