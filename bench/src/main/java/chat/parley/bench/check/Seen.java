package chat.parley.bench.check;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The newest that a client has seen of each room, by whatever way: its reads never show less. */
final class Seen {

  private final Map<String, Long> revs = new ConcurrentHashMap<>();
  private final Map<String, Long> seqs = new ConcurrentHashMap<>();

  void rev(String room, long rev) {
    revs.merge(room, rev, Math::max);
  }

  void seq(String room, long seq) {
    seqs.merge(room, seq, Math::max);
  }

  long rev(String room) {
    return revs.getOrDefault(room, 0L);
  }

  long seq(String room) {
    return seqs.getOrDefault(room, 0L);
  }
}
