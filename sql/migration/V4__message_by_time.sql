-- Pages by time. What an interrupted build left behind is INVALID and goes first.
drop index concurrently if exists message_by_time;
create index concurrently message_by_time on message (tenant, room_id, created_at, seq);
