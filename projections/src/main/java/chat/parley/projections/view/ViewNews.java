package chat.parley.projections.view;

import chat.parley.engine.domain.RoomEvent;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.inbox.NoticeKey;
import chat.parley.engine.inbox.RoomNews;
import chat.parley.projections.journal.JournalRow;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a group of events changed for the inboxes of members, to be told once it is committed. */
public final class ViewNews implements NoticeListener {

  private static final Logger LOG = LoggerFactory.getLogger(ViewNews.class);

  private static final class OfRoom {
    private long sequenceNr;
    private boolean all;
    private final Set<String> concerned = new HashSet<>();
    private final Set<String> left = new HashSet<>();

    void take(JournalRow row) {
      sequenceNr = Math.max(sequenceNr, row.sequenceNr());
      RoomEvent event = row.event();
      if (event instanceof RoomEvent.MessagePosted e) {
        all = true;
        concern(e.senderId());
      } else if (event instanceof RoomEvent.MessageEdited
          || event instanceof RoomEvent.MessageDeleted) {
        all = true;
      } else if (event instanceof RoomEvent.MarkersMoved e) {
        e.markers().forEach(marker -> concern(marker.userId()));
      } else if (event instanceof RoomEvent.RoomCreated e) {
        e.members().forEach(first -> concern(first.userId()));
      } else if (event instanceof RoomEvent.MemberJoined e) {
        concern(e.userId());
      } else if (event instanceof RoomEvent.MemberLeft e) {
        concerned.remove(e.userId());
        left.add(e.userId());
      }
    }

    private void concern(String userId) {
      left.remove(userId);
      concerned.add(userId);
    }
  }

  private final Set<NoticeKey> notices = new LinkedHashSet<>();
  private final Map<NoticeKey, Instant> made = new LinkedHashMap<>();

  @Override
  public void notice(String tenant, String userId, String id) {
    notices.add(new NoticeKey(tenant, userId, id));
  }

  @Override
  public void made(String tenant, String userId, String id, Instant at) {
    notice(tenant, userId, id);
    made.put(new NoticeKey(tenant, userId, id), at);
  }

  /** Forgets what was never committed. */
  public void clear() {
    notices.clear();
    made.clear();
  }

  public List<NoticeKey> notices() {
    return List.copyOf(notices);
  }

  /** Those of the notices that were made now, with their times. */
  public Map<NoticeKey, Instant> made() {
    return Map.copyOf(made);
  }

  /**
   * One for each room, also where nothing matters to an inbox: so that it is known to be seen. What
   * cannot be read is left out, as it is in the views.
   */
  public static List<RoomNews> rooms(List<JournalRow> group) {
    Map<RoomKey, OfRoom> rooms = new LinkedHashMap<>();
    for (JournalRow row : group) {
      try {
        rooms.computeIfAbsent(row.room(), room -> new OfRoom()).take(row);
      } catch (IllegalArgumentException | UncheckedIOException e) {
        LOG.debug("no news of {}", row, e);
      }
    }
    List<RoomNews> news = new ArrayList<>(rooms.size());
    rooms.forEach(
        (room, of) -> news.add(new RoomNews(room, of.sequenceNr, of.all, of.concerned, of.left)));
    return news;
  }
}
