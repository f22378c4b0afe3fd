-- What one unit of a currency is in dollars, from when on. Rows are added at the end, never changed: no past is rewritten.
create table rate (
    currency text           not null,
    from_at  timestamptz    not null,
    dollars  numeric(24,12) not null,
    said_at  timestamptz    not null,
    said_by  text           not null,
    primary key (currency, from_at)
);
revoke update, delete on rate from cost;
-- What an invoice charges in its own currency; the amount is in dollars, by the rate of the line's begin.
alter table invoice add column currency text not null default 'USD', add column charged bigint;
update invoice set charged = amount;
alter table invoice alter column charged set not null;
