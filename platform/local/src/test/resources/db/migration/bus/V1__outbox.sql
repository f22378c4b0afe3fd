CREATE TABLE outbox (id bigint PRIMARY KEY, service text NOT NULL);
