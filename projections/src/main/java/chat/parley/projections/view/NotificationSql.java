package chat.parley.projections.view;

/** How notifications that are there already are removed and changed, many at a time. */
public final class NotificationSql {

  /** Of those who left a room. */
  public static final String REMOVE_LEFT =
      """
      delete from notification n
       using unnest(?, ?, ?) as k (tenant, room_id, user_id)
       where (n.tenant, n.user_id, n.room_id) = (k.tenant, k.user_id, k.room_id)
       returning n.tenant, n.user_id, n.id""";

  /** Of messages that are deleted. */
  public static final String REMOVE_DELETED =
      """
      delete from notification n
       using unnest(?, ?, ?) as k (tenant, room_id, seq)
       where (n.tenant, n.room_id, n.seq) = (k.tenant, k.room_id, k.seq)
         and n.seq > 0
       returning n.tenant, n.user_id, n.id""";

  /** Of those whom an edited message mentions no more. */
  public static final String REMOVE_UNMENTIONED =
      """
      delete from notification n
       using unnest(?, ?, ?, ?, ?) as k (tenant, room_id, seq, preview, mentions)
       where (n.tenant, n.room_id, n.seq) = (k.tenant, k.room_id, k.seq)
         and n.seq > 0
         and n.kind = 'mention'
         and n.user_id <> all (k.mentions::text[])
       returning n.tenant, n.user_id, n.id""";

  /** Of edited messages, as they now begin. */
  public static final String CHANGE_PREVIEW =
      """
      update notification n
         set preview = k.preview
        from unnest(?, ?, ?, ?, ?) as k (tenant, room_id, seq, preview, mentions)
       where (n.tenant, n.room_id, n.seq) = (k.tenant, k.room_id, k.seq)
         and n.seq > 0
       returning n.tenant, n.user_id, n.id""";

  private NotificationSql() {}
}
