package chat.parley.engine.inbox;

import chat.parley.engine.domain.Notification;
import java.util.List;
import java.util.Set;

/** The sessions of this node, as the inboxes see them. */
public interface InboxReader {

  /** Who has a session here now. */
  Set<InboxUser> here();

  /** These rooms of the user's changed. */
  void changed(InboxUser user, List<InboxRoom> rooms);

  /** A notification that is new, or was changed or read. */
  void notified(InboxUser user, Notification notification);

  /** The notification is there no more. */
  void withdrawn(InboxUser user, String notificationId);
}
