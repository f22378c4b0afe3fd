-- Each lease keeps a reserve for a machine that nobody can end in time; what runs already gets one with its next lease. Holds that are
-- the same under several budgets are said once.

select set_config('headroom.tenant', '*', true);

-- Of what is committed.
alter table account add column reserve bigint not null default 0;

update lease set doc = doc || jsonb_build_object('keptTo', doc -> 'lease' -> 'until', 'holds',
    (select coalesce(jsonb_agg(jsonb_build_object('budgets', jsonb_build_array(h -> 'budget'), 'period', h -> 'period',
        'amount', h -> 'amount', 'reserve', '0.00')), '[]') from jsonb_array_elements(doc -> 'holds') h));
