-- What is folded out of the journal. Every table here can be dropped and filled again, except
-- notification_read, which holds what users did to their notifications.
--
-- Each view has one table <view>_applied: for each room the journal's sequence number up to which
-- the view holds it, with the room's rev and last seq there. It changes in the same transaction as
-- the view's rows, so that whoever reads both in one snapshot knows exactly what is missing.
-- "before" is the number that the last change of the row started from.

-- View "history": messages as they are now.

create table message (
  tenant text not null,
  room_id text not null,
  seq bigint not null,
  message_id text not null,
  sender_id text not null,
  sender_name text,
  sender_avatar_url text,
  content text not null,
  content_type text not null,
  moderation_status text not null,
  created_at timestamptz not null,
  client_message_id text,
  fingerprint bigint not null,
  rev bigint not null,                     -- the room's rev at which it was posted
  reply_to text,
  mentions text[] not null default '{}',
  reactions jsonb not null default '[]',   -- [{"key":"👍","userIds":["u1","u2"]}], in order
  edited_at timestamptz,
  deleted_at timestamptz,
  primary key (tenant, room_id, seq)
);

create table history_applied (
  tenant text not null,
  room_id text not null,
  sequence_nr bigint not null,
  before bigint not null,
  rev bigint not null,
  last_seq bigint not null,
  primary key (tenant, room_id)
) with (fillfactor = 70);

-- View "directory": rooms, who is in them, and what counts as unread for whom.
--   unread   = room.last_seq - member.read_seq - uncounted_message above member.read_seq
--   mentions = mention rows of the member in the room above member.read_seq

create table room (
  tenant text not null,
  room_id text not null,
  kind text not null,
  name text,
  external_ref text,
  policy jsonb not null,
  closed boolean not null default false,
  archived boolean not null default false,
  created_at timestamptz not null,
  member_count integer not null,
  last_seq bigint not null default 0,
  rev bigint not null default 0,
  last_message_at timestamptz,
  last_activity_at timestamptz not null,   -- the last message's time, or the room's creation
  primary key (tenant, room_id)
) with (fillfactor = 70);

create table member (
  tenant text not null,
  room_id text not null,
  user_id text not null,
  role text not null,
  joined_at timestamptz not null,
  read_seq bigint not null default 0,
  delivered_seq bigint not null default 0,
  muted boolean not null default false,
  silenced_until timestamptz,
  primary key (tenant, room_id, user_id)
) with (fillfactor = 80);

create table uncounted_message (            -- deleted or SYSTEM
  tenant text not null,
  room_id text not null,
  seq bigint not null,
  primary key (tenant, room_id, seq)
);

create table mention (
  tenant text not null,
  user_id text not null,
  room_id text not null,
  seq bigint not null,
  primary key (tenant, user_id, room_id, seq)
);

create table directory_applied (like history_applied including all) with (fillfactor = 70);

-- View "receipts": every move of a marker. The marker of this user went from from_seq (exclusive)
-- to seq (inclusive) at this time. Whoever has read a message had it delivered, so a 'delivered'
-- row is there only for what was delivered before it was read:
--   who read seq n, and when:    kind = 'read' and from_seq < n and n <= seq
--   who had it delivered:        the earliest of both kinds with from_seq < n and n <= seq
-- A member who joins gets an empty step (from_seq = seq): what lies before was never delivered.

create table marker_move (
  tenant text not null,
  room_id text not null,
  user_id text not null,
  kind text not null check (kind in ('read', 'delivered')),
  seq bigint not null,
  from_seq bigint not null,
  at timestamptz not null,
  primary key (tenant, room_id, user_id, kind, seq)
);

create table receipts_applied (like history_applied including all) with (fillfactor = 70);

-- View "activity": messages (without SYSTEM) and people who wrote, by UTC day.

create table daily_activity (
  tenant text not null,
  room_id text not null,
  day date not null,
  messages bigint not null,
  senders bigint not null,
  primary key (tenant, room_id, day)
) with (fillfactor = 80);

create table daily_sender (
  tenant text not null,
  room_id text not null,
  day date not null,
  sender_id text not null,
  messages bigint not null,
  primary key (tenant, room_id, day, sender_id)
) with (fillfactor = 80);

create table activity_applied (like history_applied including all) with (fillfactor = 70);

-- View "notifications". Ids are time-ordered and made from the event alone, so that a rebuild makes
-- the same ones: of a message its own id, of an invitation one in the same form.

create table notification (
  tenant text not null,
  user_id text not null,
  id text not null,
  kind text not null check (kind in ('mention', 'direct', 'invitation')),
  room_id text not null,
  actor_id text not null,
  actor_name text,                          -- null for an invitation
  message_id text,                          -- null for an invitation
  seq bigint not null,                      -- 0 for an invitation
  preview text,
  at timestamptz not null,
  primary key (tenant, user_id, id)
);

-- Whom a message may concern: the members, and who of them muted the room.
create table notification_audience (
  tenant text not null,
  room_id text not null,
  user_id text not null,
  muted boolean not null default false,
  primary key (tenant, room_id, user_id)
);

create table notifications_applied (like history_applied including all) with (fillfactor = 70);

-- Not a view: survives every rebuild.
create table notification_read (
  tenant text not null,
  user_id text not null,
  id text not null,
  read_at timestamptz not null default now(),
  primary key (tenant, user_id, id)
);
