package chat.parley.projections.query;

import static chat.parley.projections.query.Param.CLIENT_MESSAGE_ID;
import static chat.parley.projections.query.Param.DAY_FROM;
import static chat.parley.projections.query.Param.DAY_TO;
import static chat.parley.projections.query.Param.DEVICE;
import static chat.parley.projections.query.Param.ENDPOINT;
import static chat.parley.projections.query.Param.ENTITY;
import static chat.parley.projections.query.Param.FAILURES;
import static chat.parley.projections.query.Param.HOSTS;
import static chat.parley.projections.query.Param.ID;
import static chat.parley.projections.query.Param.IDS;
import static chat.parley.projections.query.Param.LIMIT;
import static chat.parley.projections.query.Param.MENTIONS;
import static chat.parley.projections.query.Param.MILLIS;
import static chat.parley.projections.query.Param.ROOM;
import static chat.parley.projections.query.Param.ROOM_IDS;
import static chat.parley.projections.query.Param.SEQ;
import static chat.parley.projections.query.Param.SEQS;
import static chat.parley.projections.query.Param.SEQUENCE_NR;
import static chat.parley.projections.query.Param.SEQ_TO;
import static chat.parley.projections.query.Param.TENANT;
import static chat.parley.projections.query.Param.TENANTS;
import static chat.parley.projections.query.Param.TEXTS;
import static chat.parley.projections.query.Param.TIME;
import static chat.parley.projections.query.Param.UNREAD_ONLY;
import static chat.parley.projections.query.Param.USER;
import static chat.parley.projections.query.Param.USERS;
import static chat.parley.projections.query.Param.WEB;
import static chat.parley.projections.query.Param.WEBHOOK;

import chat.parley.projections.view.NotificationSql;
import java.util.List;

/**
 * Every SQL statement that the doors, the inboxes and the pushes can cause, and what changes
 * notifications, with its parameters in order. The script sql/scripts/explain.sql shows the plans
 * of all of them; a test holds it equal to this list, and another one holds that no plan reads a
 * large table from end to end.
 */
public enum Statements {
  /** How far the history view holds a room, and how far its journal goes. */
  HISTORY_HEAD(HistorySql.HEAD, ENTITY, ENTITY, TENANT, ROOM),

  /** What the history view lacks, in order. */
  HISTORY_TAIL(HistorySql.TAIL, ENTITY, SEQUENCE_NR),

  /** The same, newest first. */
  HISTORY_TAIL_BACKWARDS(HistorySql.TAIL_BACKWARDS, ENTITY, SEQUENCE_NR),

  /** A page of messages. */
  HISTORY_MESSAGES(HistorySql.MESSAGES, TENANT, ROOM, SEQ, SEQ_TO),

  /** Where a time lies in a room: times never go back as seqs grow. */
  HISTORY_SEQ_AT_TIME(HistorySql.SEQ_AT_TIME, TENANT, ROOM, TIME),

  /** The newest message that a sender posted under a key. */
  HISTORY_BY_CLIENT_MESSAGE_ID(
      HistorySql.BY_CLIENT_MESSAGE_ID, TENANT, ROOM, USER, CLIENT_MESSAGE_ID),

  /**
   * A user's rooms before a place in the order of activity, each with its newest message. The
   * lateral join (here and below) looks up each room of the user's by its key: its cost grows with
   * the rooms of the user, not with all rooms there are.
   */
  ROOMS(RoomListSql.ROOMS, TENANT, USER, TIME, ROOM, LIMIT),

  /** Unread messages and mentions over all rooms that are not muted. */
  UNREAD(RoomListSql.UNREAD, TENANT, USER),

  /** A user's notifications before an id, newest first. */
  NOTIFICATIONS(
      """
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
               where n.tenant = ? and n.user_id = ? and n.id < ?) as n
       where not (n.read and ?)
       order by n.id desc
       limit ?""",
      TENANT,
      USER,
      ID,
      UNREAD_ONLY,
      LIMIT),

  /** Marks some of a user's notifications as read. */
  READ_NOTIFICATIONS(
      """
      insert into notification_read (tenant, user_id, id)
      select n.tenant, n.user_id, n.id from notification n
       where n.tenant = ? and n.user_id = ? and n.id = any (?)
      on conflict do nothing
      returning id""",
      TENANT,
      USER,
      IDS),

  /** Marks all of a user's notifications as read. */
  READ_ALL_NOTIFICATIONS(
      """
      insert into notification_read (tenant, user_id, id)
      select n.tenant, n.user_id, n.id from notification n
       where n.tenant = ? and n.user_id = ?
         and not exists (select from notification_read d
                          where d.tenant = n.tenant and d.user_id = n.user_id and d.id = n.id)
      on conflict do nothing
      returning id""",
      TENANT,
      USER),

  /** Activity of a room by day. */
  STATS(
      """
      select day, messages, senders from daily_activity
       where tenant = ? and room_id = ? and day >= ? and day <= ?
       order by day""",
      TENANT,
      ROOM,
      DAY_FROM,
      DAY_TO),

  /** For each member the first step of a marker over a message, unless it began above it. */
  RECEIPTS(
      """
      select m.user_id, r.at as read_at, least(r.at, d.at) as delivered_at
        from member m
        left join lateral (
               select x.at, x.from_seq from marker_move x
                where x.tenant = m.tenant and x.room_id = m.room_id and x.user_id = m.user_id
                  and x.kind = 'read' and x.seq >= ?
                order by x.seq limit 1) as r on r.from_seq < ?
        left join lateral (
               select x.at, x.from_seq from marker_move x
                where x.tenant = m.tenant and x.room_id = m.room_id and x.user_id = m.user_id
                  and x.kind = 'delivered' and x.seq >= ?
                order by x.seq limit 1) as d on d.from_seq < ?
       where m.tenant = ? and m.room_id = ? and m.user_id <> ? and m.delivered_seq >= ?
         and (r.at is not null or d.at is not null)""",
      SEQ,
      SEQ,
      SEQ,
      SEQ,
      TENANT,
      ROOM,
      USER,
      SEQ),

  INBOX_MEMBERS(InboxSql.MEMBERS, TENANTS, USERS),

  INBOX_COUNTS(InboxSql.COUNTS, TENANTS, ROOM_IDS, USERS),

  INBOX_NOTIFICATIONS(InboxSql.NOTIFICATIONS, TENANTS, USERS, IDS),

  INBOX_PASSED(InboxSql.PASSED, TENANTS, ROOM_IDS, USERS, TIME),

  INBOX_NEWEST(InboxSql.NEWEST, TENANTS, USERS, TIME),

  /** Those of some users who share a room with a user; the first such room of each will do. */
  SHARING_ROOMS(
      """
      select k.id
        from unnest(?) as k (id)
       cross join lateral (
               select mine.room_id from member mine
                 join member theirs
                   on theirs.tenant = mine.tenant and theirs.room_id = mine.room_id
                where mine.tenant = ? and mine.user_id = ? and theirs.user_id = k.id
                limit 1) as shared""",
      IDS,
      TENANT,
      USER),

  /** When users were seen last. */
  LAST_SEEN(
      """
      select s.tenant, s.user_id, s.seen_at
        from unnest(?, ?) as k (tenant, user_id)
        join last_seen s using (tenant, user_id)""",
      IDS,
      IDS),

  /** Leaving a room takes its notifications along. */
  NOTIFICATIONS_LEFT(NotificationSql.REMOVE_LEFT, TENANTS, ROOM_IDS, USERS),

  /** Messages that are deleted take theirs along. */
  NOTIFICATIONS_DELETED(NotificationSql.REMOVE_DELETED, TENANTS, ROOM_IDS, SEQS),

  /** Edits that mention somebody no more. */
  NOTIFICATIONS_UNMENTIONED(
      NotificationSql.REMOVE_UNMENTIONED, TENANTS, ROOM_IDS, SEQS, TEXTS, MENTIONS),

  /** Edits of what notifications show. */
  NOTIFICATIONS_EDITED(NotificationSql.CHANGE_PREVIEW, TENANTS, ROOM_IDS, SEQS, TEXTS, MENTIONS),

  /** What is to be pushed from new notifications. */
  PUSH_ADD(PushSql.ADD, MILLIS, TENANTS, USERS, IDS, WEB, WEBHOOK),

  /** What a node takes to push it. */
  PUSH_TAKE(PushSql.TAKE, HOSTS, HOSTS, LIMIT, MILLIS),

  /** A push that is over. */
  PUSH_DONE(PushSql.DONE, TENANT, USER, ID, DEVICE),

  /** A push that is due again. */
  PUSH_LATER(PushSql.LATER, MILLIS, FAILURES, TENANT, USER, ID, DEVICE),

  /** A push that was brought, and may have to be taken back. */
  PUSH_TOLD(PushSql.TOLD, MILLIS, TENANT, USER, ID, DEVICE),

  /** A device that subscribes. */
  DEVICE_SAVE(PushSql.SAVE, TENANT, DEVICE, USER, ENDPOINT, ENDPOINT, ENDPOINT),

  /** The oldest of a user's devices, when they are too many. */
  DEVICES_TRIM(PushSql.TRIM, TENANT, USER, LIMIT),

  /** A device that unsubscribes, or is gone. */
  DEVICE_REMOVE(PushSql.REMOVE, TENANT, USER, DEVICE),

  /** All devices of a user whose tokens are revoked. */
  DEVICES_REMOVE(PushSql.REMOVE_ALL, TENANT, USER);

  /**
   * Begins a transaction whose statements all see one state of the database, in one round trip. The
   * tables are locked (against nothing but their replacement) before that state is fixed: a rebuilt
   * table that is swapped in between would otherwise be read as it was before it was complete.
   */
  public static final String BEGIN_SNAPSHOT =
      "set transaction isolation level repeatable read, read only;"
          + " lock table history_applied, message in access share mode";

  private final String sql;
  private final List<Param> params;

  Statements(String sql, Param... params) {
    this.sql = sql;
    this.params = List.of(params);
  }

  /** With a {@code ?} for each parameter. */
  public String sql() {
    return sql;
  }

  public List<Param> params() {
    return params;
  }
}
