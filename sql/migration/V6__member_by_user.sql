-- The rooms of a user.
drop index concurrently if exists member_by_user;
create index concurrently member_by_user on member (tenant, user_id, room_id);
