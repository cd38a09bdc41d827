package chat.parley.engine.inbox;

import chat.parley.engine.domain.RoomKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * News between two digests, one entry for each room. Digests stay below the size that may travel
 * between nodes: what is more goes into another one.
 */
final class Gathered {

  private static final int ROOMS = 300;
  private static final int USERS = 1_000;
  private static final int NOTICES = 300;

  private static final class Entry {
    private long sequenceNr;
    private boolean all;
    private final Set<String> concerned = new LinkedHashSet<>();
    private final Set<String> left = new LinkedHashSet<>();

    void and(RoomNews news) {
      sequenceNr = Math.max(sequenceNr, news.sequenceNr());
      all |= news.all();
      concerned.removeAll(news.left());
      left.removeAll(news.concerned());
      concerned.addAll(news.concerned());
      left.addAll(news.left());
    }
  }

  private final String from;
  private final Map<RoomKey, Entry> rooms = new LinkedHashMap<>();
  private final Set<NoticeKey> notices = new LinkedHashSet<>();
  private boolean tookOver;
  private long number;

  Gathered(String from) {
    this.from = from;
  }

  void add(InboxMessage.Committed committed) {
    for (RoomNews news : committed.rooms()) {
      rooms.computeIfAbsent(news.room(), room -> new Entry()).and(news);
    }
    notices.addAll(committed.notices());
  }

  void tookOver() {
    tookOver = true;
  }

  /** Everything since the last time. */
  List<InboxMessage.Digest> take() {
    List<InboxMessage.Digest> digests = new ArrayList<>();
    List<RoomNews> piece = new ArrayList<>();
    int users = 0;
    for (RoomNews news : news()) {
      int more = news.concerned().size() + news.left().size();
      if (!piece.isEmpty() && (piece.size() >= ROOMS || users + more > USERS)) {
        digests.add(digest(piece, List.of()));
        piece = new ArrayList<>();
        users = 0;
      }
      piece.add(news);
      users += more;
    }
    List<NoticeKey> keys = List.copyOf(notices);
    int sent = Math.min(keys.size(), NOTICES);
    if (!piece.isEmpty() || sent > 0 || tookOver) {
      digests.add(digest(piece, keys.subList(0, sent)));
    }
    for (int i = sent; i < keys.size(); i += NOTICES) {
      digests.add(digest(List.of(), keys.subList(i, Math.min(keys.size(), i + NOTICES))));
    }
    rooms.clear();
    notices.clear();
    return digests;
  }

  private InboxMessage.Digest digest(List<RoomNews> news, List<NoticeKey> keys) {
    boolean first = tookOver;
    tookOver = false;
    return new InboxMessage.Digest(from, ++number, first, news, keys);
  }

  private List<RoomNews> news() {
    List<RoomNews> all = new ArrayList<>(rooms.size());
    rooms.forEach(
        (room, entry) -> {
          List<Set<String>> concerned = pieces(entry.concerned);
          List<Set<String>> left = pieces(entry.left);
          for (int i = 0; i < Math.max(1, Math.max(concerned.size(), left.size())); i++) {
            Set<String> in = i < concerned.size() ? concerned.get(i) : Set.of();
            Set<String> out = i < left.size() ? left.get(i) : Set.of();
            all.add(new RoomNews(room, entry.sequenceNr, entry.all && i == 0, in, out));
          }
        });
    return all;
  }

  private static List<Set<String>> pieces(Set<String> users) {
    List<Set<String>> pieces = new ArrayList<>();
    Set<String> piece = Set.of();
    for (String user : users) {
      if (pieces.isEmpty() || piece.size() == USERS / 2) {
        piece = new HashSet<>();
        pieces.add(piece);
      }
      piece.add(user);
    }
    return pieces;
  }
}
