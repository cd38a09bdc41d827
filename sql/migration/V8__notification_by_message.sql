-- Deletion and edit of a message that somebody was notified of.
drop index concurrently if exists notification_by_message;
create index concurrently notification_by_message on notification (tenant, room_id, seq) where seq > 0;
