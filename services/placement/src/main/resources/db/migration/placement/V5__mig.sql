-- Where a replica's MIG instance begins on its one device; null for whole GPUs and shares.
alter table replica add column slot integer;
