-- What demand is made of is kept by whose it is: tenant, class and shape together. A part of a series is the sum of such rows, and so is the series.

-- What is already there is everybody's: the owner of a table is bound by its policies as well.
select set_config('headroom.tenant', '*', true);

-- Of what was kept before it is not known whose it was.
alter table measure
    add column tenant text not null default '~others',
    add column class  text not null default '~others',
    add column shape  text not null default '~others';
alter table measure drop constraint measure_pkey, add primary key (series, at, tenant, class, shape);

-- A tenant sees what its own demand was made of.
drop policy service on measure;
create policy tenants on measure
    using (current_setting('headroom.tenant', true) = '*' or tenant = current_setting('headroom.tenant', true))
    with check (current_setting('headroom.tenant', true) = '*');
