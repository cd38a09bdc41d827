-- The journal: the truth of every room. The tables are those of akka-persistence-jdbc 5.2.1 for
-- Postgres, without event_tag (events carry no tags) and durable_state (nothing uses it).

create table event_journal (
  ordering bigserial,
  persistence_id varchar(255) not null,
  sequence_number bigint not null,
  deleted boolean default false not null,

  writer varchar(255) not null,
  write_timestamp bigint,
  adapter_manifest varchar(255),

  event_ser_id integer not null,
  event_ser_manifest varchar(255) not null,
  event_payload bytea not null,

  meta_ser_id integer,
  meta_ser_manifest varchar(255),
  meta_payload bytea,

  -- Ours, and unknown to the plugin: which transaction wrote the row, so that the views can read in
  -- an order in which nothing can turn up behind them.
  writer_tx xid8 not null default pg_current_xact_id(),
  -- Ours: which of the eight projections the room belongs to. Persistence ids hold no backslash, so
  -- 'escape' takes their bytes as they are.
  slice smallint not null generated always as
    ((get_byte(sha256(decode(persistence_id, 'escape')), 0) & 7)::smallint) stored,

  primary key (persistence_id, sequence_number)
);

create unique index event_journal_ordering_idx on event_journal (ordering);
create index event_journal_by_commit on event_journal (slice, writer_tx, ordering);

-- Without statistics the reader's query is planned as a sort of everything: look early and often.
alter table event_journal set (
  autovacuum_analyze_threshold = 500,
  autovacuum_analyze_scale_factor = 0.05,
  autovacuum_vacuum_insert_threshold = 10000,
  autovacuum_vacuum_insert_scale_factor = 0.05
);

create table snapshot (
  persistence_id varchar(255) not null,
  sequence_number bigint not null,
  created bigint not null,

  snapshot_ser_id integer not null,
  snapshot_ser_manifest varchar(255) not null,
  snapshot_payload bytea not null,

  meta_ser_id integer,
  meta_ser_manifest varchar(255),
  meta_payload bytea,

  primary key (persistence_id, sequence_number)
);

-- For people: select * from journal_readable where persistence_id = 'main/booking-42';
create view journal_readable as
  select ordering,
         persistence_id,
         sequence_number,
         to_timestamp(write_timestamp / 1000.0) as written_at,
         event_ser_manifest as version,
         convert_from(event_payload, 'UTF8')::jsonb as event,
         slice,
         writer_tx
    from event_journal;
