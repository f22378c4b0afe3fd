-- Each decision writes the sums of all accounts that it touches, of a hundred at a time: a page that has room for several versions of
-- each of its rows needs no new entry in an index, and is cleaned up as it is read.
alter table account set (fillfactor = 20);

-- Nothing is planned by what documents look like, and each look for statistics read thousands of them.
alter table lease alter column doc set statistics 0;
