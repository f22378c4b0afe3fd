-- What the use of an hour cost; use counted before knows of none.
alter table gpu_use add column dollars double precision not null default 0;
