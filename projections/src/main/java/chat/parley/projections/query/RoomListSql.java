package chat.parley.projections.query;

import chat.parley.projections.view.MessageRows;

/** The texts of the {@link Statements} over a user's rooms. */
final class RoomListSql {

  /**
   * A user's rooms before a place in the order of activity, each with its newest message. The
   * lateral join (here and below) looks up each room of the user's by its key: its cost grows with
   * the rooms of the user, not with all rooms there are.
   */
  static final String ROOMS =
      """
      select r.room_id, r.name, r.kind, r.external_ref, r.member_count, r.last_seq,
             r.last_message_at, r.last_activity_at, r.read_seq, r.muted,
             r.last_seq - r.read_seq
               - (select count(*) from uncounted_message u
                   where u.tenant = r.tenant and u.room_id = r.room_id and u.seq > r.read_seq)
               as unread,
             (select count(*) from mention x
               where x.tenant = r.tenant and x.user_id = r.user_id and x.room_id = r.room_id
                 and x.seq > r.read_seq) as mentioned,
      """
          + MessageRows.COLUMNS
          + """
           from (select room.*, member.user_id, member.read_seq, member.muted
                   from member
                  cross join lateral (
                          select * from room
                           where room.tenant = member.tenant and room.room_id = member.room_id
                          offset 0) as room
                  where member.tenant = ? and member.user_id = ? and not room.archived
                    and (room.last_activity_at, room.room_id) < (?, ?)
                  order by room.last_activity_at desc, room.room_id desc
                  limit ?) as r
           left join message m
             on m.tenant = r.tenant and m.room_id = r.room_id and m.seq = r.last_seq
          order by r.last_activity_at desc, r.room_id desc""";

  /** Unread messages and mentions over all rooms that are not muted. */
  static final String UNREAD =
      """
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
               where m.tenant = ? and m.user_id = ? and not m.muted and not r.archived
                 and r.last_seq > m.read_seq
              offset 0) as rooms""";

  private RoomListSql() {}
}
