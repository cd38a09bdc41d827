package chat.parley.projections.view;

import chat.parley.engine.domain.RoomEvent;
import chat.parley.projections.journal.JournalRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Rooms, who is in them, and what counts as unread for whom. */
final class DirectoryView implements View {

  @Override
  public String name() {
    return "directory";
  }

  @Override
  public List<String> tables() {
    return List.of("room", "member", "uncounted_message", "mention");
  }

  @Override
  public void fold(Connection connection, List<JournalRow> rows) throws SQLException {
    DirectoryRooms rooms = new DirectoryRooms();
    DirectoryMembers members = new DirectoryMembers();
    DirectoryMentions mentions = new DirectoryMentions();
    for (JournalRow row : rows) {
      rooms.need(row.room());
      members.need(row.room(), row.event());
      if (row.event() instanceof RoomEvent.MessageEdited edited) {
        mentions.need(new Seq(row.room(), edited.seq()));
      }
    }
    rooms.load(connection);
    members.load(connection);
    mentions.load(connection);
    for (JournalRow row : rows) {
      rooms.take(row.room(), row.event());
      members.take(row.room(), row.event());
      mentions.take(row.room(), row.event());
    }
    rooms.write(connection);
    members.write(connection);
    mentions.write(connection);
  }
}
