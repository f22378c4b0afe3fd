-- Rows come, are marked and go, thousands a minute, and are found by keys: a rough picture is enough, and a tenth of the rows to be
-- read for it. Nothing is planned by what a message holds.
alter table bus.outbox
    alter column seq set statistics 10,
    alter column id set statistics 10,
    alter column service set statistics 10,
    alter column context set statistics 10,
    alter column event set statistics 10,
    alter column subject set statistics 0,
    alter column key set statistics 0,
    alter column type set statistics 0,
    alter column version set statistics 0,
    alter column payload set statistics 0,
    alter column traceparent set statistics 0,
    alter column occurred_at set statistics 10,
    alter column attempts set statistics 10,
    alter column stream set statistics 10,
    alter column stream_created set statistics 10,
    alter column stream_seq set statistics 10,
    alter column sent_at set statistics 10;

alter table bus.inbox
    alter column service set statistics 10,
    alter column event_id set statistics 10,
    alter column outcome set statistics 10,
    alter column at set statistics 10;

-- What a service sent is looked through in order, from where the last comparison ended: without what all others have sent since.
alter table bus.outbox drop constraint outbox_pkey, add primary key (service, seq);
