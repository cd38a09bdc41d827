-- How far each slice of the journal is projected: the tables of akka-projection-jdbc 1.4.0.

create table akka_projection_offset_store (
  projection_name varchar(255) not null,
  projection_key varchar(255) not null,
  current_offset varchar(255) not null,
  manifest varchar(4) not null,
  mergeable boolean not null,
  last_updated bigint not null,
  primary key (projection_name, projection_key)
);

create index projection_name_index on akka_projection_offset_store (projection_name);

create table akka_projection_management (
  projection_name varchar(255) not null,
  projection_key varchar(255) not null,
  paused boolean not null,
  last_updated bigint not null,
  primary key (projection_name, projection_key)
);

-- Events that a view could not take after several tries. The view went on without them; a rebuild
-- of that view takes them again.
create table parked_event (
  view text not null,
  persistence_id varchar(255) not null,
  sequence_number bigint not null,
  ordering bigint not null,
  error text not null,
  parked_at timestamptz not null default now(),
  primary key (view, persistence_id, sequence_number)
);
