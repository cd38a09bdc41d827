package chat.parley.projections.view;

import chat.parley.engine.domain.Ids;
import chat.parley.engine.domain.RoomEvent;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.domain.RoomKind;
import chat.parley.projections.journal.JournalRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * What concerns a user in particular: mentions, direct messages, invitations. Only members are told
 * of messages, and who muted the room is not; an imported message is no news. An edit tells nobody
 * anew, but takes back from whom it mentions no more. Whoever leaves a room loses what it told him.
 */
final class NotificationsView implements View {

  private final NoticeListener news;

  /**
   * @param news hears which notifications were made, changed and removed
   */
  NotificationsView(NoticeListener news) {
    this.news = news;
  }

  @Override
  public String name() {
    return "notifications";
  }

  @Override
  public List<String> tables() {
    return List.of("notification", "notification_audience", "notification_person");
  }

  @Override
  public void fold(Connection connection, List<JournalRow> rows) throws SQLException {
    Audience audience = new Audience();
    rows.forEach(row -> audience.need(row.room(), row.event()));
    audience.load(connection);
    NotificationRows notifications = new NotificationRows(news);
    NotificationPersons persons = new NotificationPersons();
    for (JournalRow row : rows) {
      audience.take(row.room(), row.event());
      persons.take(row.room(), row.event());
      tell(audience, notifications, row.room(), row.event());
    }
    audience.write(connection);
    notifications.write(connection);
    persons.write(connection);
  }

  private static void tell(
      Audience audience, NotificationRows notifications, RoomKey room, RoomEvent event) {
    if (event instanceof RoomEvent.MessagePosted e) {
      posted(audience, notifications, room, e);
    } else if (event instanceof RoomEvent.MessageEdited e) {
      notifications.edited(room, e);
    } else if (event instanceof RoomEvent.MessageDeleted e) {
      notifications.deleted(room, e.seq());
    } else if (event instanceof RoomEvent.RoomCreated e && e.kind() == RoomKind.GROUP) {
      for (RoomEvent.FirstMember first : e.members()) {
        if (!first.userId().equals(e.by())) {
          notifications.invited(room, 0, first.userId(), e.by(), e.at());
        }
      }
    } else if (event instanceof RoomEvent.MemberJoined e) {
      if (!e.userId().equals(e.by()) && !Ids.isOfPair(room.roomId())) {
        notifications.invited(room, e.rev(), e.userId(), e.by(), e.at());
      }
    } else if (event instanceof RoomEvent.MemberLeft e) {
      notifications.left(new Who(room, e.userId()));
    }
  }

  private static void posted(
      Audience audience,
      NotificationRows notifications,
      RoomKey room,
      RoomEvent.MessagePosted event) {
    if (event.origin() != null || !event.message().counts()) {
      return;
    }
    if (Ids.isOfPair(room.roomId())) {
      for (String user : audience.listeners(room)) {
        if (!user.equals(event.senderId())) {
          notifications.told(room, NotificationRows.DIRECT, user, event);
        }
      }
      return;
    }
    for (String user : event.mentions()) {
      if (!user.equals(event.senderId()) && audience.listens(room, user)) {
        notifications.told(room, NotificationRows.MENTION, user, event);
      }
    }
  }
}
