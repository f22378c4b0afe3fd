-- Who said a price, and since when it holds by that word; absent for those that are here already.
alter table price add column source text;
alter table price add column as_of timestamptz;
