package chat.parley.projections.query;

/** The texts of the inbox's {@link Statements}: for many users, each row by its key. */
final class InboxSql {

  /** The rooms of users, those with the newest activity, and how far the views hold each. */
  static final String MEMBERS =
      """
      select k.tenant, x.room_id, k.user_id, x.sequence_nr
        from unnest(?, ?) as k (tenant, user_id)
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
                limit 1000) as x""";

  /** What counts for members in their rooms. */
  static final String COUNTS =
      """
      select m.tenant, m.room_id, m.user_id, r.last_seq, r.last_message_at,
             r.last_seq - m.read_seq
               - (select count(*) from uncounted_message u
                   where u.tenant = m.tenant and u.room_id = m.room_id and u.seq > m.read_seq)
               as unread,
             (select count(*) from mention x
               where x.tenant = m.tenant and x.user_id = m.user_id and x.room_id = m.room_id
                 and x.seq > m.read_seq) as mentioned
        from unnest(?, ?, ?) as k (tenant, room_id, user_id)
       cross join lateral (
               select * from member
                where member.tenant = k.tenant and member.room_id = k.room_id
                  and member.user_id = k.user_id
               offset 0) as m
       cross join lateral (
               select * from room
                where room.tenant = k.tenant and room.room_id = k.room_id
               offset 0) as r
       where not r.archived""";

  private static final String NOTIFICATION =
      """
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
      """;

  /** Notifications by their keys. */
  static final String NOTIFICATIONS =
      NOTIFICATION
          + """
             from unnest(?, ?, ?) as k (tenant, user_id, id)
            cross join lateral (
                    select * from notification c
                     where c.tenant = k.tenant and c.user_id = k.user_id and c.id = k.id
                    offset 0) as n""";

  /** What the newest moves of members' read markers, since a time, went over. */
  static final String PASSED =
      NOTIFICATION
          + """
             from unnest(?, ?, ?) as k (tenant, room_id, user_id)
            cross join lateral (
                    select min(v.from_seq) as from_seq, max(v.seq) as seq
                      from (select x.from_seq, x.seq, x.at from marker_move x
                             where x.tenant = k.tenant and x.room_id = k.room_id
                               and x.user_id = k.user_id and x.kind = 'read'
                             order by x.seq desc
                             limit 20) as v
                     where v.at > ?) as s
            cross join lateral (
                    select * from notification c
                     where c.tenant = k.tenant and c.room_id = k.room_id
                       and c.seq > s.from_seq and c.seq <= s.seq and c.seq > 0
                       and c.user_id = k.user_id
                     order by c.seq desc
                     limit 20) as n""";

  /** The newest unread notifications of users, since a time. */
  static final String NEWEST =
      "select * from ("
          + NOTIFICATION
          + """
             from unnest(?, ?) as k (tenant, user_id)
            cross join lateral (
                    select * from notification c
                     where c.tenant = k.tenant and c.user_id = k.user_id
                     order by c.id desc
                     limit 20) as n
            where n.at > ?) as n
            where not n.read
            order by n.id""";

  private InboxSql() {}
}
