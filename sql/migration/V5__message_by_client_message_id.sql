-- A repeated send beyond the window. Not unique: a key that is no UUIDv7 or ULID may come again once
-- the room has forgotten it; the newest counts.
drop index concurrently if exists message_by_client_message_id;
create index concurrently message_by_client_message_id
  on message (tenant, room_id, sender_id, client_message_id, seq)
  where client_message_id is not null;
