package chat.parley.engine.inbox;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import chat.parley.engine.domain.Notification;
import java.util.List;
import java.util.Set;

/** The way to a node's inboxes, for the sessions and for those who fill the views. */
public final class Inboxes implements CommittedNews {

  private final Sessions sessions = new Sessions();
  private final ActorRef<InboxMessage> desk;

  private Inboxes(ActorSystem<?> system, InboxViews views) {
    InboxSettings settings = InboxSettings.of(system.settings().config());
    this.desk =
        system.systemActorOf(InboxDesk.of(views, sessions, settings), "inboxes", Props.empty());
  }

  /** Nobody is here until {@link #serve}. */
  public static Inboxes start(ActorSystem<?> system, InboxViews views) {
    return new Inboxes(system, views);
  }

  /** From now on these sessions are told. */
  public void serve(InboxReader reader) {
    sessions.reader = reader;
    reader.here().forEach(this::came);
  }

  /** A user's first session on this node began. */
  public void came(InboxUser user) {
    desk.tell(new InboxMessage.Came(user));
  }

  /** A user's last session on this node ended. */
  public void went(InboxUser user) {
    desk.tell(new InboxMessage.Went(user));
  }

  @Override
  public void committed(List<RoomNews> rooms, List<NoticeKey> notifications) {
    desk.tell(new InboxMessage.Committed(rooms, notifications));
  }

  @Override
  public void tookOver() {
    desk.tell(new InboxMessage.TookOver());
  }

  /** Those who are told; nobody at first. */
  private static final class Sessions implements InboxReader {
    private volatile InboxReader reader;

    @Override
    public Set<InboxUser> here() {
      return reader == null ? Set.of() : reader.here();
    }

    @Override
    public void changed(InboxUser user, List<InboxRoom> rooms) {
      reader.changed(user, rooms);
    }

    @Override
    public void notified(InboxUser user, Notification notification) {
      reader.notified(user, notification);
    }

    @Override
    public void withdrawn(InboxUser user, String notificationId) {
      reader.withdrawn(user, notificationId);
    }
  }
}
