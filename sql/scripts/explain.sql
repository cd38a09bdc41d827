-- The plan of every statement that doors, inboxes and pushes can cause, run with EXPLAIN (ANALYZE,
-- BUFFERS) and rolled back. Made from the list in Statements.java, and held equal to it by a test.
--
--   psql "$URL" -f sql/scripts/explain.sql
--   psql "$URL" -v room=booking-42 -v entity=main/booking-42 -v user=u1 -f sql/scripts/explain.sql
--
-- The defaults fit what seed.sql fills in. Add -v plan=force_generic_plan for the plans that
-- the driver gets once a statement has run ten times on a connection.

\if :{?tenant} \else \set tenant 'main' \endif
\if :{?room} \else \set room 'seed-1' \endif
\if :{?user} \else \set user 'ada' \endif
\if :{?entity} \else \set entity 'main/seed-1' \endif
\if :{?client_message_id} \else \set client_message_id 'seed-7' \endif
\if :{?id} \else \set id 'Z' \endif
\if :{?ids} \else \set ids '{01JD2N7Z000000000000000001,01JD2N7Z000000000000000002}' \endif
\if :{?tenants} \else \set tenants '{main,main}' \endif
\if :{?room_ids} \else \set room_ids '{seed-1,seed-2}' \endif
\if :{?users} \else \set users '{ada,u7}' \endif
\if :{?seq} \else \set seq '1000' \endif
\if :{?seq_to} \else \set seq_to '1030' \endif
\if :{?sequence_nr} \else \set sequence_nr '50240' \endif
\if :{?time} \else \set time '9999-12-31' \endif
\if :{?limit} \else \set limit '31' \endif
\if :{?unread_only} \else \set unread_only 'true' \endif
\if :{?day_from} \else \set day_from '2026-01-01' \endif
\if :{?day_to} \else \set day_to '2026-12-31' \endif
\if :{?seqs} \else \set seqs '{3,13}' \endif
\if :{?texts} \else \set texts '{one,two}' \endif
\if :{?mentions} \else \set mentions '{"{}","{u7}"}' \endif
\if :{?hosts} \else \set hosts '{push.example.com}' \endif
\if :{?device} \else \set device 'phone-of-ada' \endif
\if :{?endpoint} \else \set endpoint 'https://push.example.com/phone-of-ada' \endif
\if :{?millis} \else \set millis '60000' \endif
\if :{?failures} \else \set failures '1' \endif
\if :{?web} \else \set web 'true' \endif
\if :{?webhook} \else \set webhook 'true' \endif
\if :{?plan} \else \set plan 'auto' \endif

set plan_cache_mode = :plan;
begin;

\echo
\echo HISTORY_HEAD
prepare history_head (text, text, text, text) as
select coalesce(a.sequence_nr, 0), coalesce(a.last_seq, 0), coalesce(a.rev, 0),
       (select max(j.sequence_number) from event_journal j where j.persistence_id = $1),
       exists (select from parked_event p where p.view = 'history' and p.persistence_id = $2)
  from (select 1) as one
  left join history_applied a on a.tenant = $3 and a.room_id = $4;
explain (analyze, buffers) execute history_head (:'entity', :'entity', :'tenant', :'room');

\echo
\echo HISTORY_TAIL
prepare history_tail (text, bigint) as
select event_payload from event_journal
 where persistence_id = $1 and sequence_number > $2
 order by sequence_number;
explain (analyze, buffers) execute history_tail (:'entity', :'sequence_nr');

\echo
\echo HISTORY_TAIL_BACKWARDS
prepare history_tail_backwards (text, bigint) as
select event_payload from event_journal
 where persistence_id = $1 and sequence_number > $2
 order by sequence_number desc;
explain (analyze, buffers) execute history_tail_backwards (:'entity', :'sequence_nr');

\echo
\echo HISTORY_MESSAGES
prepare history_messages (text, text, bigint, bigint) as
select m.message_id, m.seq, m.sender_id, m.sender_name, m.sender_avatar_url, m.content,
       m.content_type, m.moderation_status, m.created_at, m.client_message_id, m.reply_to,
       m.mentions, m.reactions, m.edited_at, m.deleted_at, m.fingerprint, m.rev
from message m
where m.tenant = $1 and m.room_id = $2 and m.seq >= $3 and m.seq < $4
order by m.seq;
explain (analyze, buffers) execute history_messages (:'tenant', :'room', :'seq', :'seq_to');

\echo
\echo HISTORY_SEQ_AT_TIME
prepare history_seq_at_time (text, text, timestamptz) as
select m.seq from message m
 where m.tenant = $1 and m.room_id = $2 and m.created_at >= $3
 order by m.created_at, m.seq
 limit 1;
explain (analyze, buffers) execute history_seq_at_time (:'tenant', :'room', :'time');

\echo
\echo HISTORY_BY_CLIENT_MESSAGE_ID
prepare history_by_client_message_id (text, text, text, text) as
select m.message_id, m.seq, m.sender_id, m.sender_name, m.sender_avatar_url, m.content,
       m.content_type, m.moderation_status, m.created_at, m.client_message_id, m.reply_to,
       m.mentions, m.reactions, m.edited_at, m.deleted_at, m.fingerprint, m.rev
from message m
where m.tenant = $1 and m.room_id = $2 and m.sender_id = $3 and m.client_message_id = $4
order by m.seq desc
limit 1;
explain (analyze, buffers) execute history_by_client_message_id (:'tenant', :'room', :'user', :'client_message_id');

\echo
\echo ROOMS
prepare rooms (text, text, timestamptz, text, bigint) as
select r.room_id, r.name, r.kind, r.external_ref, r.member_count, r.last_seq,
       r.last_message_at, r.last_activity_at, r.read_seq, r.muted,
       r.last_seq - r.read_seq
         - (select count(*) from uncounted_message u
             where u.tenant = r.tenant and u.room_id = r.room_id and u.seq > r.read_seq)
         as unread,
       (select count(*) from mention x
         where x.tenant = r.tenant and x.user_id = r.user_id and x.room_id = r.room_id
           and x.seq > r.read_seq) as mentioned,
m.message_id, m.seq, m.sender_id, m.sender_name, m.sender_avatar_url, m.content,
       m.content_type, m.moderation_status, m.created_at, m.client_message_id, m.reply_to,
       m.mentions, m.reactions, m.edited_at, m.deleted_at, m.fingerprint, m.rev
 from (select room.*, member.user_id, member.read_seq, member.muted
         from member
        cross join lateral (
                select * from room
                 where room.tenant = member.tenant and room.room_id = member.room_id
                offset 0) as room
        where member.tenant = $1 and member.user_id = $2 and not room.archived
          and (room.last_activity_at, room.room_id) < ($3, $4)
        order by room.last_activity_at desc, room.room_id desc
        limit $5) as r
 left join message m
   on m.tenant = r.tenant and m.room_id = r.room_id and m.seq = r.last_seq
order by r.last_activity_at desc, r.room_id desc;
explain (analyze, buffers) execute rooms (:'tenant', :'user', :'time', :'room', :'limit');

\echo
\echo UNREAD
prepare unread (text, text) as
select coalesce(sum(unread), 0)::bigint, coalesce(sum(mentions), 0)::bigint,
       count(*) filter (where unread > 0)
  from (select r.last_seq - m.read_seq
                 - (select count(*) from uncounted_message u
                     where u.tenant = m.tenant and u.room_id = m.room_id
                       and u.seq > m.read_seq) as unread,
               (select count(*) from mention x
                 where x.tenant = m.tenant and x.user_id = m.user_id
                   and x.room_id = m.room_id and x.seq > m.read_seq) as mentions
          from member m
          cross join lateral (
                 select * from room
                  where room.tenant = m.tenant and room.room_id = m.room_id
                 offset 0) as r
         where m.tenant = $1 and m.user_id = $2 and not m.muted and not r.archived
           and r.last_seq > m.read_seq
        offset 0) as rooms;
explain (analyze, buffers) execute unread (:'tenant', :'user');

\echo
\echo NOTIFICATIONS
prepare notifications (text, text, text, boolean, bigint) as
select n.id, n.kind, n.room_id, n.actor_id,
       coalesce(n.actor_name,
                (select p.name from notification_person p
                  where p.tenant = n.tenant and p.user_id = n.actor_id),
                n.actor_id) as actor_name,
       n.message_id, n.seq, n.preview, n.at, n.read
  from (select n.*,
               d.id is not null
                 or (n.seq > 0 and coalesce(m.read_seq >= n.seq, false)) as read
          from notification n
          left join notification_read d
            on d.tenant = n.tenant and d.user_id = n.user_id and d.id = n.id
          left join member m
            on m.tenant = n.tenant and m.room_id = n.room_id and m.user_id = n.user_id
         where n.tenant = $1 and n.user_id = $2 and n.id < $3) as n
 where not (n.read and $4)
 order by n.id desc
 limit $5;
explain (analyze, buffers) execute notifications (:'tenant', :'user', :'id', :'unread_only', :'limit');

\echo
\echo READ_NOTIFICATIONS
prepare read_notifications (text, text, text[]) as
insert into notification_read (tenant, user_id, id)
select n.tenant, n.user_id, n.id from notification n
 where n.tenant = $1 and n.user_id = $2 and n.id = any ($3)
on conflict do nothing
returning id;
explain (analyze, buffers) execute read_notifications (:'tenant', :'user', :'ids');

\echo
\echo READ_ALL_NOTIFICATIONS
prepare read_all_notifications (text, text) as
insert into notification_read (tenant, user_id, id)
select n.tenant, n.user_id, n.id from notification n
 where n.tenant = $1 and n.user_id = $2
   and not exists (select from notification_read d
                    where d.tenant = n.tenant and d.user_id = n.user_id and d.id = n.id)
on conflict do nothing
returning id;
explain (analyze, buffers) execute read_all_notifications (:'tenant', :'user');

\echo
\echo STATS
prepare stats (text, text, date, date) as
select day, messages, senders from daily_activity
 where tenant = $1 and room_id = $2 and day >= $3 and day <= $4
 order by day;
explain (analyze, buffers) execute stats (:'tenant', :'room', :'day_from', :'day_to');

\echo
\echo RECEIPTS
prepare receipts (bigint, bigint, bigint, bigint, text, text, text, bigint) as
select m.user_id, r.at as read_at, least(r.at, d.at) as delivered_at
  from member m
  left join lateral (
         select x.at, x.from_seq from marker_move x
          where x.tenant = m.tenant and x.room_id = m.room_id and x.user_id = m.user_id
            and x.kind = 'read' and x.seq >= $1
          order by x.seq limit 1) as r on r.from_seq < $2
  left join lateral (
         select x.at, x.from_seq from marker_move x
          where x.tenant = m.tenant and x.room_id = m.room_id and x.user_id = m.user_id
            and x.kind = 'delivered' and x.seq >= $3
          order by x.seq limit 1) as d on d.from_seq < $4
 where m.tenant = $5 and m.room_id = $6 and m.user_id <> $7 and m.delivered_seq >= $8
   and (r.at is not null or d.at is not null);
explain (analyze, buffers) execute receipts (:'seq', :'seq', :'seq', :'seq', :'tenant', :'room', :'user', :'seq');

\echo
\echo INBOX_MEMBERS
prepare inbox_members (text[], text[]) as
select k.tenant, x.room_id, k.user_id, x.sequence_nr
  from unnest($1, $2) as k (tenant, user_id)
 cross join lateral (
         select m.room_id, a.sequence_nr
           from member m
          cross join lateral (
                  select * from room
                   where room.tenant = m.tenant and room.room_id = m.room_id
                  offset 0) as r
          cross join lateral (
                  select * from directory_applied
                   where directory_applied.tenant = m.tenant
                     and directory_applied.room_id = m.room_id
                  offset 0) as a
          where m.tenant = k.tenant and m.user_id = k.user_id and not r.archived
          order by r.last_activity_at desc, m.room_id
          limit 1000) as x;
explain (analyze, buffers) execute inbox_members (:'tenants', :'users');

\echo
\echo INBOX_COUNTS
prepare inbox_counts (text[], text[], text[]) as
select m.tenant, m.room_id, m.user_id, r.last_seq, r.last_message_at,
       r.last_seq - m.read_seq
         - (select count(*) from uncounted_message u
             where u.tenant = m.tenant and u.room_id = m.room_id and u.seq > m.read_seq)
         as unread,
       (select count(*) from mention x
         where x.tenant = m.tenant and x.user_id = m.user_id and x.room_id = m.room_id
           and x.seq > m.read_seq) as mentioned
  from unnest($1, $2, $3) as k (tenant, room_id, user_id)
 cross join lateral (
         select * from member
          where member.tenant = k.tenant and member.room_id = k.room_id
            and member.user_id = k.user_id
         offset 0) as m
 cross join lateral (
         select * from room
          where room.tenant = k.tenant and room.room_id = k.room_id
         offset 0) as r
 where not r.archived;
explain (analyze, buffers) execute inbox_counts (:'tenants', :'room_ids', :'users');

\echo
\echo INBOX_NOTIFICATIONS
prepare inbox_notifications (text[], text[], text[]) as
select n.tenant, n.user_id, n.id, n.kind, n.room_id, n.actor_id,
       coalesce(n.actor_name,
                (select p.name from notification_person p
                  where p.tenant = n.tenant and p.user_id = n.actor_id),
                n.actor_id) as actor_name,
       n.message_id, n.seq, n.preview, n.at,
       exists (select from notification_read d
                where d.tenant = n.tenant and d.user_id = n.user_id and d.id = n.id)
         or (n.seq > 0
             and exists (select from member m
                          where m.tenant = n.tenant and m.room_id = n.room_id
                            and m.user_id = n.user_id and m.read_seq >= n.seq)) as read
 from unnest($1, $2, $3) as k (tenant, user_id, id)
cross join lateral (
        select * from notification c
         where c.tenant = k.tenant and c.user_id = k.user_id and c.id = k.id
        offset 0) as n;
explain (analyze, buffers) execute inbox_notifications (:'tenants', :'users', :'ids');

\echo
\echo INBOX_PASSED
prepare inbox_passed (text[], text[], text[], timestamptz) as
select n.tenant, n.user_id, n.id, n.kind, n.room_id, n.actor_id,
       coalesce(n.actor_name,
                (select p.name from notification_person p
                  where p.tenant = n.tenant and p.user_id = n.actor_id),
                n.actor_id) as actor_name,
       n.message_id, n.seq, n.preview, n.at,
       exists (select from notification_read d
                where d.tenant = n.tenant and d.user_id = n.user_id and d.id = n.id)
         or (n.seq > 0
             and exists (select from member m
                          where m.tenant = n.tenant and m.room_id = n.room_id
                            and m.user_id = n.user_id and m.read_seq >= n.seq)) as read
 from unnest($1, $2, $3) as k (tenant, room_id, user_id)
cross join lateral (
        select min(v.from_seq) as from_seq, max(v.seq) as seq
          from (select x.from_seq, x.seq, x.at from marker_move x
                 where x.tenant = k.tenant and x.room_id = k.room_id
                   and x.user_id = k.user_id and x.kind = 'read'
                 order by x.seq desc
                 limit 20) as v
         where v.at > $4) as s
cross join lateral (
        select * from notification c
         where c.tenant = k.tenant and c.room_id = k.room_id
           and c.seq > s.from_seq and c.seq <= s.seq and c.seq > 0
           and c.user_id = k.user_id
         order by c.seq desc
         limit 20) as n;
explain (analyze, buffers) execute inbox_passed (:'tenants', :'room_ids', :'users', :'time');

\echo
\echo INBOX_NEWEST
prepare inbox_newest (text[], text[], timestamptz) as
select * from (select n.tenant, n.user_id, n.id, n.kind, n.room_id, n.actor_id,
       coalesce(n.actor_name,
                (select p.name from notification_person p
                  where p.tenant = n.tenant and p.user_id = n.actor_id),
                n.actor_id) as actor_name,
       n.message_id, n.seq, n.preview, n.at,
       exists (select from notification_read d
                where d.tenant = n.tenant and d.user_id = n.user_id and d.id = n.id)
         or (n.seq > 0
             and exists (select from member m
                          where m.tenant = n.tenant and m.room_id = n.room_id
                            and m.user_id = n.user_id and m.read_seq >= n.seq)) as read
 from unnest($1, $2) as k (tenant, user_id)
cross join lateral (
        select * from notification c
         where c.tenant = k.tenant and c.user_id = k.user_id
         order by c.id desc
         limit 20) as n
where n.at > $3) as n
where not n.read
order by n.id;
explain (analyze, buffers) execute inbox_newest (:'tenants', :'users', :'time');

\echo
\echo SHARING_ROOMS
prepare sharing_rooms (text[], text, text) as
select k.id
  from unnest($1) as k (id)
 cross join lateral (
         select mine.room_id from member mine
           join member theirs
             on theirs.tenant = mine.tenant and theirs.room_id = mine.room_id
          where mine.tenant = $2 and mine.user_id = $3 and theirs.user_id = k.id
          limit 1) as shared;
explain (analyze, buffers) execute sharing_rooms (:'ids', :'tenant', :'user');

\echo
\echo LAST_SEEN
prepare last_seen (text[], text[]) as
select s.tenant, s.user_id, s.seen_at
  from unnest($1, $2) as k (tenant, user_id)
  join last_seen s using (tenant, user_id);
explain (analyze, buffers) execute last_seen (:'ids', :'ids');

\echo
\echo NOTIFICATIONS_LEFT
prepare notifications_left (text[], text[], text[]) as
delete from notification n
 using unnest($1, $2, $3) as k (tenant, room_id, user_id)
 where (n.tenant, n.user_id, n.room_id) = (k.tenant, k.user_id, k.room_id)
 returning n.tenant, n.user_id, n.id;
explain (analyze, buffers) execute notifications_left (:'tenants', :'room_ids', :'users');

\echo
\echo NOTIFICATIONS_DELETED
prepare notifications_deleted (text[], text[], bigint[]) as
delete from notification n
 using unnest($1, $2, $3) as k (tenant, room_id, seq)
 where (n.tenant, n.room_id, n.seq) = (k.tenant, k.room_id, k.seq)
   and n.seq > 0
 returning n.tenant, n.user_id, n.id;
explain (analyze, buffers) execute notifications_deleted (:'tenants', :'room_ids', :'seqs');

\echo
\echo NOTIFICATIONS_UNMENTIONED
prepare notifications_unmentioned (text[], text[], bigint[], text[], text[]) as
delete from notification n
 using unnest($1, $2, $3, $4, $5) as k (tenant, room_id, seq, preview, mentions)
 where (n.tenant, n.room_id, n.seq) = (k.tenant, k.room_id, k.seq)
   and n.seq > 0
   and n.kind = 'mention'
   and n.user_id <> all (k.mentions::text[])
 returning n.tenant, n.user_id, n.id;
explain (analyze, buffers) execute notifications_unmentioned (:'tenants', :'room_ids', :'seqs', :'texts', :'mentions');

\echo
\echo NOTIFICATIONS_EDITED
prepare notifications_edited (text[], text[], bigint[], text[], text[]) as
update notification n
   set preview = k.preview
  from unnest($1, $2, $3, $4, $5) as k (tenant, room_id, seq, preview, mentions)
 where (n.tenant, n.room_id, n.seq) = (k.tenant, k.room_id, k.seq)
   and n.seq > 0
 returning n.tenant, n.user_id, n.id;
explain (analyze, buffers) execute notifications_edited (:'tenants', :'room_ids', :'seqs', :'texts', :'mentions');

\echo
\echo PUSH_ADD
prepare push_add (bigint, text[], text[], text[], boolean, boolean) as
insert into push_due (tenant, user_id, id, target, due_at)
select n.tenant, n.user_id, n.id, t.target,
       clock_timestamp() + $1 * interval '1 millisecond'
  from unnest($2, $3, $4) as k (tenant, user_id, id)
 cross join lateral (
         select * from notification c
          where c.tenant = k.tenant and c.user_id = k.user_id and c.id = k.id
         offset 0) as n
 cross join lateral (
         select s.id as target from push_subscription s
          where $5 and s.tenant = k.tenant and s.user_id = k.user_id
          union all
         select 'webhook' where $6) as t
    on conflict do nothing;
explain (analyze, buffers) execute push_add (:'millis', :'tenants', :'users', :'ids', :'web', :'webhook');

\echo
\echo PUSH_TAKE
prepare push_take (text[], text[], bigint, bigint) as
with due as (
       select d.tenant, d.user_id, d.id, d.target from push_due d
        where d.due_at <= statement_timestamp()
          and (cardinality($1) = 0
               or coalesce((select lower(split_part(split_part(s.endpoint, '/', 3), ':', 1))
                              from push_subscription s
                             where s.tenant = d.tenant and s.id = d.target),
                           d.target) <> all ($2))
        order by d.due_at
        limit $3
          for update of d skip locked),
     taken as (
       update push_due p
          set due_at = clock_timestamp() + $4 * interval '1 millisecond'
         from due
        where (p.tenant, p.user_id, p.id, p.target)
            = (due.tenant, due.user_id, due.id, due.target)
       returning p.*)
select t.tenant, t.user_id, t.id as notification_id, t.target, t.attempts, t.told,
       n.id, n.kind, n.room_id, n.actor_id,
       coalesce(n.actor_name,
                (select p.name from notification_person p
                  where p.tenant = n.tenant and p.user_id = n.actor_id),
                n.actor_id) as actor_name,
       n.message_id, n.seq, n.preview, n.at,
       exists (select from notification_read d
                where d.tenant = n.tenant and d.user_id = n.user_id and d.id = n.id)
         or n.seq > 0 and coalesce(m.read_seq >= n.seq, false) as read,
       coalesce(m.muted, false) as muted,
       s.id as subscription_id, s.endpoint, s.p256dh, s.auth
  from taken t
  left join lateral (
         select * from notification c
          where c.tenant = t.tenant and c.user_id = t.user_id and c.id = t.id
         offset 0) as n on true
  left join lateral (
         select * from member c
          where c.tenant = n.tenant and c.room_id = n.room_id and c.user_id = n.user_id
         offset 0) as m on true
  left join lateral (
         select * from push_subscription c
          where c.tenant = t.tenant and c.id = t.target and c.user_id = t.user_id
         offset 0) as s on true;
explain (analyze, buffers) execute push_take (:'hosts', :'hosts', :'limit', :'millis');

\echo
\echo PUSH_DONE
prepare push_done (text, text, text, text) as
delete from push_due where tenant = $1 and user_id = $2 and id = $3 and target = $4;
explain (analyze, buffers) execute push_done (:'tenant', :'user', :'id', :'device');

\echo
\echo PUSH_LATER
prepare push_later (bigint, bigint, text, text, text, text) as
update push_due
   set due_at = clock_timestamp() + $1 * interval '1 millisecond', attempts = attempts + $2
 where tenant = $3 and user_id = $4 and id = $5 and target = $6;
explain (analyze, buffers) execute push_later (:'millis', :'failures', :'tenant', :'user', :'id', :'device');

\echo
\echo PUSH_TOLD
prepare push_told (bigint, text, text, text, text) as
update push_due
   set due_at = clock_timestamp() + $1 * interval '1 millisecond', told = true, attempts = 0
 where tenant = $2 and user_id = $3 and id = $4 and target = $5;
explain (analyze, buffers) execute push_told (:'millis', :'tenant', :'user', :'id', :'device');

\echo
\echo DEVICE_SAVE
prepare device_save (text, text, text, text, text, text) as
insert into push_subscription as known (tenant, id, user_id, endpoint, p256dh, auth)
values ($1, $2, $3, $4, $5, $6)
    on conflict (tenant, id) do update
   set user_id = excluded.user_id, p256dh = excluded.p256dh, auth = excluded.auth,
       saved_at = clock_timestamp();
explain (analyze, buffers) execute device_save (:'tenant', :'device', :'user', :'endpoint', :'endpoint', :'endpoint');

\echo
\echo DEVICES_TRIM
prepare devices_trim (text, text, bigint) as
delete from push_subscription s
 using (select tenant, id from push_subscription
         where tenant = $1 and user_id = $2
         order by saved_at desc
        offset $3) as old
 where (s.tenant, s.id) = (old.tenant, old.id);
explain (analyze, buffers) execute devices_trim (:'tenant', :'user', :'limit');

\echo
\echo DEVICE_REMOVE
prepare device_remove (text, text, text) as
delete from push_subscription where tenant = $1 and user_id = $2 and id = $3;
explain (analyze, buffers) execute device_remove (:'tenant', :'user', :'device');

\echo
\echo DEVICES_REMOVE
prepare devices_remove (text, text) as
delete from push_subscription where tenant = $1 and user_id = $2;
explain (analyze, buffers) execute devices_remove (:'tenant', :'user');

rollback;
