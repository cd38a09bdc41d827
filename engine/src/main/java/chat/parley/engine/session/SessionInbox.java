package chat.parley.engine.session;

import chat.parley.engine.domain.Notification;
import chat.parley.engine.inbox.InboxReader;
import chat.parley.engine.inbox.InboxRoom;
import chat.parley.engine.inbox.InboxUser;
import java.util.List;
import java.util.Set;

/** Brings what a user's inbox has to each of the user's sessions on this node. */
final class SessionInbox implements InboxReader {

  private final SessionIndex index;

  SessionInbox(SessionIndex index) {
    this.index = index;
  }

  @Override
  public Set<InboxUser> here() {
    return index.users();
  }

  @Override
  public void changed(InboxUser user, List<InboxRoom> rooms) {
    tell(user, new SessionEvent.RoomsChanged(rooms));
  }

  @Override
  public void notified(InboxUser user, Notification notification) {
    tell(user, new SessionEvent.Notified(new Outgoing(new SessionPush.Notified(notification))));
  }

  @Override
  public void withdrawn(InboxUser user, String notificationId) {
    tell(user, new SessionEvent.Notified(new Outgoing(new SessionPush.Withdrawn(notificationId))));
  }

  private void tell(InboxUser user, SessionEvent event) {
    index.of(user.tenant(), user.userId()).forEach(session -> session.tell(event));
  }
}
