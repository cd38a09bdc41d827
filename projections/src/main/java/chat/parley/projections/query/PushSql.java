package chat.parley.projections.query;

/** The texts of the {@link Statements} of what leaves the system. */
final class PushSql {

  /**
   * Takes what is due. Rows that another node takes at this moment are passed over, not waited for;
   * so are those to hosts that have enough.
   */
  static final String TAKE =
      """
      with due as (
             select d.tenant, d.user_id, d.id, d.target from push_due d
              where d.due_at <= statement_timestamp()
                and (cardinality(?) = 0
                     or coalesce((select lower(split_part(split_part(s.endpoint, '/', 3), ':', 1))
                                    from push_subscription s
                                   where s.tenant = d.tenant and s.id = d.target),
                                 d.target) <> all (?))
              order by d.due_at
              limit ?
                for update of d skip locked),
           taken as (
             update push_due p
                set due_at = clock_timestamp() + ? * interval '1 millisecond'
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
               offset 0) as s on true""";

  /** One was brought, or is not wanted. */
  static final String DONE =
      "delete from push_due where tenant = ? and user_id = ? and id = ? and target = ?";

  /** One is due again later. */
  static final String LATER =
      """
      update push_due
         set due_at = clock_timestamp() + ? * interval '1 millisecond', attempts = attempts + ?
       where tenant = ? and user_id = ? and id = ? and target = ?""";

  /** One was brought, and is looked at again. */
  static final String TOLD =
      """
      update push_due
         set due_at = clock_timestamp() + ? * interval '1 millisecond', told = true, attempts = 0
       where tenant = ? and user_id = ? and id = ? and target = ?""";

  /** A row for each of these notifications and each place that it goes to. */
  static final String ADD =
      """
      insert into push_due (tenant, user_id, id, target, due_at)
      select n.tenant, n.user_id, n.id, t.target,
             clock_timestamp() + ? * interval '1 millisecond'
        from unnest(?, ?, ?) as k (tenant, user_id, id)
       cross join lateral (
               select * from notification c
                where c.tenant = k.tenant and c.user_id = k.user_id and c.id = k.id
               offset 0) as n
       cross join lateral (
               select s.id as target from push_subscription s
                where ? and s.tenant = k.tenant and s.user_id = k.user_id
                union all
               select 'webhook' where ?) as t
          on conflict do nothing""";

  /** A device, also one that is known. */
  static final String SAVE =
      """
      insert into push_subscription as known (tenant, id, user_id, endpoint, p256dh, auth)
      values (?, ?, ?, ?, ?, ?)
          on conflict (tenant, id) do update
         set user_id = excluded.user_id, p256dh = excluded.p256dh, auth = excluded.auth,
             saved_at = clock_timestamp()""";

  /** All devices of a user but the newest. */
  static final String TRIM =
      """
      delete from push_subscription s
       using (select tenant, id from push_subscription
               where tenant = ? and user_id = ?
               order by saved_at desc
              offset ?) as old
       where (s.tenant, s.id) = (old.tenant, old.id)""";

  /** One device of a user. */
  static final String REMOVE =
      "delete from push_subscription where tenant = ? and user_id = ? and id = ?";

  /** All devices of a user. */
  static final String REMOVE_ALL = "delete from push_subscription where tenant = ? and user_id = ?";

  private PushSql() {}
}
