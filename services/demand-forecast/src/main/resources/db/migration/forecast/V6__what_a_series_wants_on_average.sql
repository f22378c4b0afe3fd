-- GPUs that a series wanted on average of late; absent where nothing was wanted of it yet. An announcement that names no model is meant for the largest.
alter table outlook add column mean_gpus double precision;
-- The models that were tried on it, with their weights; absent while none was.
alter table outlook add column models text;
