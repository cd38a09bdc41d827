-- Deletion and edit of a message that mentions somebody.
drop index concurrently if exists mention_by_message;
create index concurrently mention_by_message on mention (tenant, room_id, seq);
