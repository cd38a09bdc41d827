package chat.parley.projections.query;

import chat.parley.engine.domain.Notification;
import chat.parley.projections.view.MessageRows;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A notification as the statements answer it. */
public final class NotificationRow {

  private NotificationRow() {}

  public static Notification read(ResultSet row) throws SQLException {
    return new Notification(
        row.getString("id"),
        row.getString("kind"),
        row.getString("room_id"),
        row.getString("actor_id"),
        row.getString("actor_name"),
        row.getString("message_id"),
        row.getLong("seq"),
        row.getString("preview"),
        MessageRows.instant(row, "at"),
        row.getBoolean("read"));
  }
}
