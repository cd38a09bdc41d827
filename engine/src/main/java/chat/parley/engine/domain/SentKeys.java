package chat.parley.engine.domain;

import java.util.ArrayList;
import java.util.List;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import org.pcollections.TreePMap;

/**
 * Which clientMessageIds the room's last {@link Limits#IDEMPOTENCY_KEYS} messages came with.
 * Immutable.
 */
final class SentKeys {

  /**
   * What was sent under a key.
   *
   * @param at time of its message, milliseconds since 1970
   */
  record Sent(
      String senderId, String clientMessageId, long seq, long rev, long fingerprint, long at) {}

  private record Key(String senderId, String clientMessageId) {}

  private static final SentKeys EMPTY =
      new SentKeys(HashTreePMap.empty(), TreePMap.empty(), Long.MIN_VALUE);

  private final HashPMap<Key, Sent> byKey;
  private final TreePMap<Long, Sent> bySeq;
  private final long forgottenUpTo;

  private SentKeys(HashPMap<Key, Sent> byKey, TreePMap<Long, Sent> bySeq, long forgottenUpTo) {
    this.byKey = byKey;
    this.bySeq = bySeq;
    this.forgottenUpTo = forgottenUpTo;
  }

  static SentKeys empty() {
    return EMPTY;
  }

  static SentKeys of(List<Sent> sent, long forgottenUpTo) {
    SentKeys keys = new SentKeys(HashTreePMap.empty(), TreePMap.empty(), forgottenUpTo);
    for (Sent one : sent) {
      keys = keys.plus(one);
    }
    return keys;
  }

  /** Null when the key is not known. */
  Sent find(String senderId, String clientMessageId) {
    return byKey.get(new Key(senderId, clientMessageId));
  }

  SentKeys plus(Sent sent) {
    return new SentKeys(
        byKey.plus(new Key(sent.senderId(), sent.clientMessageId()), sent),
        bySeq.plus(sent.seq(), sent),
        forgottenUpTo);
  }

  /** Forgets the keys of messages that are no longer among the last ones. */
  SentKeys trim(long lastSeq) {
    long keepFrom = lastSeq - Limits.IDEMPOTENCY_KEYS + 1;
    if (bySeq.isEmpty() || bySeq.firstKey() >= keepFrom) {
      return this;
    }
    HashPMap<Key, Sent> keys = byKey;
    TreePMap<Long, Sent> seqs = bySeq;
    long forgotten = forgottenUpTo;
    while (!seqs.isEmpty() && seqs.firstKey() < keepFrom) {
      Sent oldest = seqs.firstEntry().getValue();
      keys = keys.minus(new Key(oldest.senderId(), oldest.clientMessageId()));
      seqs = seqs.minus(oldest.seq());
      forgotten = Math.max(forgotten, oldest.at());
    }
    return new SentKeys(keys, seqs, forgotten);
  }

  /** Time of the newest message whose key was forgotten; Long.MIN_VALUE when none was. */
  long forgottenUpTo() {
    return forgottenUpTo;
  }

  int count() {
    return bySeq.size();
  }

  List<Sent> all() {
    return new ArrayList<>(bySeq.values());
  }
}
