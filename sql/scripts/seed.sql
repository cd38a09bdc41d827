-- Fills an empty, migrated database with rooms for measuring: the journal as the engine would have
-- written it, and all views applied to its end, so that rooms open, pages are read and nothing is
-- left to project.
--
--   psql "$URL" -f sql/scripts/seed.sql                          1,000,000 messages, 1.6 GB
--   psql "$URL" -v messages=100000 -v rooms=5000 -f sql/scripts/seed.sql
--
-- Rooms seed-1 to seed-10 share half of the messages, all others (more than ten rooms, then) the
-- other half. User "ada" is a member of every hundredth room and of the ten large ones, and has read
-- nothing. Every tenth message mentions somebody, every fortieth is a SYSTEM message; half of the
-- notifications are marked as read.

\if :{?messages} \else \set messages 1000000 \endif
\if :{?rooms} \else \set rooms 20000 \endif
\if :{?members} \else \set members 10 \endif
\if :{?users} \else \set users 5000 \endif

begin;
set local work_mem = '256MB';
set local jit = off;

-- Eight digits of Crockford's base32 for the lowest 40 bits.
create function pg_temp.digits(bits bigint) returns text language sql immutable as $$
  select substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', ((bits >> 35) & 31)::int + 1, 1)
      || substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', ((bits >> 30) & 31)::int + 1, 1)
      || substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', ((bits >> 25) & 31)::int + 1, 1)
      || substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', ((bits >> 20) & 31)::int + 1, 1)
      || substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', ((bits >> 15) & 31)::int + 1, 1)
      || substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', ((bits >> 10) & 31)::int + 1, 1)
      || substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', ((bits >> 5) & 31)::int + 1, 1)
      || substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', (bits & 31)::int + 1, 1)
$$;

-- A message id: 48 bits of milliseconds, 48 of seq, 32 of the room's hash.
create function pg_temp.message_id(at timestamptz, seq bigint, hash bigint)
  returns text language sql immutable as $$
  select right(pg_temp.digits((extract(epoch from at) * 1000)::bigint >> 40), 2)
      || pg_temp.digits((extract(epoch from at) * 1000)::bigint)
      || pg_temp.digits(seq >> 8)
      || pg_temp.digits(((seq & 255) << 32) | hash)
$$;

-- The hash of a room in its message ids: Java's hashCode of its entity id, scrambled.
create function pg_temp.room_hash(entity_id text) returns bigint language plpgsql immutable as $$
declare
  hash bigint := 0;
begin
  for i in 1 .. length(entity_id) loop
    hash := (hash * 31 + ascii(substr(entity_id, i, 1))) & 4294967295;
  end loop;
  return mod(hash::numeric * 2654435769, 4294967296)::bigint;
end
$$;

create function pg_temp.wire(at timestamptz) returns text language sql immutable as $$
  select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;

create function pg_temp.user_id(number bigint) returns text language sql immutable as $$
  select 'user-' || number
$$;

-- One row a room: its messages' number, and the time of the last.
create temp table seed_room on commit drop as
select r,
       'seed-' || r as room_id,
       'main/seed-' || r as entity_id,
       pg_temp.room_hash('main/seed-' || r) as hash,
       n,
       last_at,
       last_at - n * interval '1 minute' as created_at,
       (r <= 10 or r % 100 = 0) as with_ada
  from (select r,
               case when r = 1 then :messages - 9 * (:messages / 20)
                                    - (:rooms - 10) * ((:messages / 2) / (:rooms - 10))
                    when r <= 10 then :messages / 20
                    else (:messages / 2) / (:rooms - 10) end as n,
               date_trunc('milliseconds', now()) - r * interval '1 second' as last_at
          from generate_series(1, :rooms) as r) as numbers;

create temp table seed_member on commit drop as
select r, room_id, k, pg_temp.user_id((r * 7 + k) % :users) as user_id
  from seed_room, generate_series(0, :members - 1) as k
union all
select r, room_id, :members, 'ada' from seed_room where with_ada;

create temp table seed_message on commit drop as
select r, room_id, entity_id, i,
       pg_temp.message_id(at, i, hash) as message_id,
       pg_temp.user_id((r * 7 + i % :members) % :users) as sender_id,
       at,
       case when i % 40 = 8 then 'SYSTEM' else 'TEXT' end as content_type,
       'Message ' || i || ' of room ' || room_id
         || ': the quick brown fox jumps over the lazy dog, again and again.' as content,
       case when i % 10 = 3 then array[pg_temp.user_id((r * 7 + (i + 1) % :members) % :users)]
            else '{}' end as mentions
  from (select *, last_at - (n - i) * interval '1 minute' as at
          from seed_room, generate_series(1::bigint, n) as i) as posted;

insert into event_journal (persistence_id, sequence_number, writer, write_timestamp, event_ser_id,
       event_ser_manifest, event_payload)
select s.entity_id, 1, 'seed', (extract(epoch from s.created_at) * 1000)::bigint, 7301, 'v1',
       convert_to(json_build_object(
           'type', 'room.created', 'kind', 'GROUP', 'name', 'Room ' || s.r,
           'by', max(m.user_id) filter (where m.k = 0),
           'members', json_agg(json_build_object('userId', m.user_id,
               'role', case when m.k = 0 then 'OWNER' else 'MEMBER' end) order by m.k),
           'at', pg_temp.wire(s.created_at))::text, 'UTF8')
  from seed_room s join seed_member m using (r)
 group by s.r, s.entity_id, s.created_at;

insert into event_journal (persistence_id, sequence_number, writer, write_timestamp, event_ser_id,
       event_ser_manifest, event_payload)
select entity_id, i + 1, 'seed', (extract(epoch from at) * 1000)::bigint, 7301, 'v1',
       convert_to(json_build_object(
           'type', 'message.posted', 'rev', i, 'seq', i, 'messageId', message_id,
           'senderId', sender_id, 'senderName', sender_id, 'content', content,
           'contentType', content_type, 'clientMessageId', 'seed-' || i, 'fingerprint', 0,
           'mentions', mentions, 'at', pg_temp.wire(at))::text, 'UTF8')
  from seed_message;

-- View "history".

insert into message (tenant, room_id, seq, message_id, sender_id, sender_name, content,
       content_type, moderation_status, created_at, client_message_id, fingerprint, rev, mentions)
select 'main', room_id, i, message_id, sender_id, sender_id, content, content_type, 'APPROVED', at,
       'seed-' || i, 0, i, mentions
  from seed_message;

insert into history_applied (tenant, room_id, sequence_nr, before, rev, last_seq)
select 'main', room_id, n + 1, 0, n, n from seed_room;

-- View "directory".

insert into room (tenant, room_id, kind, name, policy, created_at, member_count, last_seq, rev,
       last_message_at, last_activity_at)
select 'main', room_id, 'GROUP', 'Room ' || r,
       '{"rate": null, "burst": null, "quota": null, "posting": "MEMBERS"}', created_at,
       :members + with_ada::int, n, n, case when n > 0 then last_at end, last_at
  from seed_room;

insert into member (tenant, room_id, user_id, role, joined_at, read_seq, delivered_seq)
select 'main', m.room_id, m.user_id, case when m.k = 0 then 'OWNER' else 'MEMBER' end,
       s.created_at, coalesce(p.last, 0), coalesce(p.last, 0)
  from seed_member m
  join seed_room s using (r)
  left join (select r, sender_id, max(i) as last from seed_message group by r, sender_id) as p
    on p.r = m.r and p.sender_id = m.user_id;

insert into uncounted_message (tenant, room_id, seq)
select 'main', room_id, i from seed_message where content_type = 'SYSTEM';

insert into mention (tenant, user_id, room_id, seq)
select 'main', mentions[1], room_id, i from seed_message
 where mentions <> '{}' and mentions[1] <> sender_id and content_type <> 'SYSTEM';

insert into directory_applied select * from history_applied;

-- View "receipts".

insert into marker_move (tenant, room_id, user_id, kind, seq, from_seq, at)
select 'main', room_id, sender_id, 'read', i, greatest(i - :members, 0), at from seed_message;

insert into receipts_applied select * from history_applied;

-- View "activity".

insert into daily_sender (tenant, room_id, day, sender_id, messages)
select 'main', room_id, (at at time zone 'UTC')::date, sender_id, count(*) from seed_message
 where content_type <> 'SYSTEM'
 group by room_id, (at at time zone 'UTC')::date, sender_id;

insert into daily_activity (tenant, room_id, day, messages, senders)
select tenant, room_id, day, sum(messages), count(*) from daily_sender
 group by tenant, room_id, day;

insert into activity_applied select * from history_applied;

-- View "notifications".

insert into notification (tenant, user_id, id, kind, room_id, actor_id, seq, at)
select 'main', m.user_id, pg_temp.message_id(s.created_at, 1::bigint << 47, s.hash), 'invitation',
       s.room_id, pg_temp.user_id((s.r * 7) % :users), 0, s.created_at
  from seed_room s join seed_member m using (r)
 where m.k > 0;

insert into notification (tenant, user_id, id, kind, room_id, actor_id, actor_name, message_id, seq,
       preview, at)
select 'main', mentions[1], message_id, 'mention', room_id, sender_id, sender_id, message_id, i,
       left(content, 140), at
  from seed_message
 where mentions <> '{}' and mentions[1] <> sender_id and content_type <> 'SYSTEM';

insert into notification_audience (tenant, room_id, user_id)
select 'main', room_id, user_id from seed_member;

insert into notification_person (tenant, user_id, hour, name)
select 'main', sender_id, max(date_trunc('hour', at, 'UTC')), sender_id
  from seed_message
 group by sender_id;

insert into notifications_applied select * from history_applied;

insert into notification_read (tenant, user_id, id)
select tenant, user_id, id from notification where get_byte(id::bytea, 9) % 2 = 0;

-- Five devices a user, and what waits to be pushed as after an hour without the way to the webhook: as
-- many as the newest fifth of the notifications, the first hundred of them due.

insert into push_subscription (tenant, id, user_id, endpoint, p256dh, auth)
select 'main', 'device-' || d || '-of-' || u, pg_temp.user_id(u),
       'https://push.example.com/device-' || d || '-of-' || u, 'key', 'secret'
  from generate_series(0, :users - 1) as u, generate_series(1, 5) as d;

insert into push_due (tenant, user_id, id, target, due_at)
select tenant, user_id, id, 'webhook', now() + (n - 100) * interval '1 second'
  from (select *, row_number() over (order by id desc) as n from notification) as newest
 where n <= (select count(*) / 5 from notification);

commit;

vacuum (analyze);
