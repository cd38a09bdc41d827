-- Is what the views hold what the journal holds? Each row is a kind of anomaly; at rest every count
-- is 0. Reads the whole journal: minutes for tens of millions of events.
--   psql "$URL" -f sql/scripts/verify.sql

create temp table event as
  select split_part(persistence_id, '/', 1) as tenant,
         split_part(persistence_id, '/', 2) as room_id,
         sequence_number,
         convert_from(event_payload, 'UTF8')::jsonb as body
    from event_journal;

create temp table posted as
  select tenant, room_id, (body ->> 'seq')::bigint as seq, body
    from event where body ->> 'type' = 'message.posted';

analyze event;
analyze posted;

select 'journal: sequence numbers with a gap' as anomaly, count(*)
  from (select 1 from event group by tenant, room_id
        having min(sequence_number) <> 1 or max(sequence_number) <> count(*)) as rooms
union all
select 'journal: seq with a gap or repeat', count(*)
  from (select 1 from posted group by tenant, room_id
        having min(seq) <> 1 or max(seq) <> count(*) or count(distinct seq) <> count(*)) as rooms
union all
select 'journal: rev with a gap or repeat', count(*)
  from (select 1 from event where body ? 'rev' group by tenant, room_id
        having min((body ->> 'rev')::bigint) <> 1
            or max((body ->> 'rev')::bigint) <> count(*)
            or count(distinct body ->> 'rev') <> count(*)) as rooms
union all
select 'journal: createdAt that goes back', count(*)
  from (select (body ->> 'at')::timestamptz
               < lag((body ->> 'at')::timestamptz) over (partition by tenant, room_id order by seq)
               as back from posted) as times
 where back
union all
select 'history: message of the journal that is missing', count(*)
  from posted p left join message m using (tenant, room_id, seq) where m.seq is null
union all
select 'history: message that the journal does not have', count(*)
  from message m left join posted p using (tenant, room_id, seq) where p.seq is null
union all
select 'history: another id, sender or time than in the journal', count(*)
  from posted p join message m using (tenant, room_id, seq)
 where m.message_id <> p.body ->> 'messageId'
    or m.sender_id <> p.body ->> 'senderId'
    or m.created_at <> (p.body ->> 'at')::timestamptz
union all
select 'history: another content, though never edited or deleted', count(*)
  from posted p join message m using (tenant, room_id, seq)
 where m.edited_at is null and m.deleted_at is null and m.content <> p.body ->> 'content'
union all
select 'directory: room with another last seq than the journal', count(*)
  from room r left join (select tenant, room_id, max(seq) as seq from posted group by 1, 2) as p
       using (tenant, room_id)
 where r.last_seq <> coalesce(p.seq, 0)
union all
select 'events that a view could not take', count(*) from parked_event;
