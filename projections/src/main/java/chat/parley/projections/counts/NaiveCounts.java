package chat.parley.projections.counts;

import chat.parley.engine.domain.ContentType;
import chat.parley.engine.domain.RoomEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is unread in a room for each of its members, counted message by message as the protocol
 * words it, and in no other way as the views do it.
 */
final class NaiveCounts {

  /** Messages that may count for somebody; {@code mentions} as they are now. */
  private record Written(String senderId, Set<String> mentions) {}

  private final TreeMap<Long, Written> messages = new TreeMap<>();
  private final Map<String, Long> readSeqs = new HashMap<>();
  private long lastSeq;

  void take(RoomEvent event) {
    if (event instanceof RoomEvent.RoomCreated e) {
      e.members().forEach(first -> readSeqs.put(first.userId(), 0L));
    } else if (event instanceof RoomEvent.MemberJoined e) {
      readSeqs.put(e.userId(), e.readSeq());
    } else if (event instanceof RoomEvent.MemberLeft e) {
      readSeqs.remove(e.userId());
    } else if (event instanceof RoomEvent.MessagePosted e) {
      posted(e);
    } else if (event instanceof RoomEvent.MessageEdited e) {
      Written written = messages.get(e.seq());
      if (written != null) {
        messages.put(e.seq(), new Written(written.senderId, new HashSet<>(e.mentions())));
      }
    } else if (event instanceof RoomEvent.MessageDeleted e) {
      messages.remove(e.seq());
    } else if (event instanceof RoomEvent.MarkersMoved e) {
      e.markers().forEach(marker -> read(marker.userId(), marker.readSeq()));
    }
  }

  private void posted(RoomEvent.MessagePosted event) {
    lastSeq = event.seq();
    read(event.senderId(), event.seq());
    if (event.contentType() != ContentType.SYSTEM) {
      messages.put(event.seq(), new Written(event.senderId(), new HashSet<>(event.mentions())));
    }
  }

  private void read(String userId, long seq) {
    readSeqs.computeIfPresent(userId, (user, before) -> Math.max(before, seq));
  }

  /** By member. */
  Map<String, Counts> counts() {
    Map<String, Counts> counts = new HashMap<>();
    readSeqs.forEach((user, readSeq) -> counts.put(user, of(user, readSeq)));
    return counts;
  }

  private Counts of(String user, long readSeq) {
    long unread = 0;
    long mentions = 0;
    if (readSeq < lastSeq) {
      List<Written> above = List.copyOf(messages.tailMap(readSeq, false).values());
      for (Written written : above) {
        if (!written.senderId.equals(user)) {
          unread++;
          mentions += written.mentions.contains(user) ? 1 : 0;
        }
      }
    }
    return new Counts(unread, mentions);
  }
}
