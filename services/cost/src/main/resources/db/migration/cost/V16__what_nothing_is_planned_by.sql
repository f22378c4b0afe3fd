-- Nothing is planned by who pays an entry, and each look for statistics reads, sorts and counts thousands of these lists.
alter table ledger
    alter column budgets set statistics 0,
    alter column periods set statistics 0;

-- Leases are found by their node, their tenant or when they are due: a rough picture is enough, and a tenth of the rows to be read for it.
alter table lease
    alter column node set statistics 10,
    alter column purchase set statistics 10,
    alter column tenant set statistics 10,
    alter column priority set statistics 10,
    alter column standing set statistics 10,
    alter column version set statistics 10,
    alter column renew_at set statistics 10,
    alter column noticed set statistics 10,
    alter column revision set statistics 10,
    alter column unsaid set statistics 10;
