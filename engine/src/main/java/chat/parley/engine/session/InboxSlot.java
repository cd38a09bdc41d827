package chat.parley.engine.session;

import chat.parley.engine.inbox.InboxRoom;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a session's inbox has for its socket. However slow that is, at most one frame waits: it is
 * made up when it is taken, of the newest that is known of each room by then.
 */
final class InboxSlot {

  /** Rooms of one frame. */
  private static final int ROOMS = 200;

  /** More notifications than this help nobody who does not read; the list has them all. */
  private static final int NOTIFICATIONS = 64;

  private final SessionOutbox outbox;
  private final Map<String, InboxRoom> rooms = new LinkedHashMap<>();

  InboxSlot(SessionOutbox outbox) {
    this.outbox = outbox;
  }

  void changed(List<InboxRoom> changed) {
    boolean waits;
    synchronized (this) {
      waits = !rooms.isEmpty();
      changed.forEach(room -> rooms.put(room.roomId(), room));
    }
    if (!waits) {
      outbox.say(Outgoing.late(this::take));
    }
  }

  private SessionPush take() {
    List<InboxRoom> taken = new ArrayList<>();
    boolean more;
    synchronized (this) {
      for (Iterator<InboxRoom> i = rooms.values().iterator();
          i.hasNext() && taken.size() < ROOMS; ) {
        taken.add(i.next());
        i.remove();
      }
      more = !rooms.isEmpty();
    }
    if (more) {
      outbox.say(Outgoing.late(this::take));
    }
    return new SessionPush.Inbox(taken);
  }

  void notified(Outgoing notification) {
    if (outbox.words() < NOTIFICATIONS) {
      outbox.say(notification);
    }
  }
}
