package chat.parley.engine.inbox;

import java.util.LinkedHashMap;
import java.util.Map;

/** Which digests of the other nodes have come, so that a lost one is noticed. */
final class Digests {

  /** Senders that are remembered: many more than there are nodes. */
  private static final int SENDERS = 200;

  private final Map<String, Long> numbers =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > SENDERS;
        }
      };

  /** True when nothing can have been missed before this one. */
  boolean follows(InboxMessage.Digest digest) {
    Long last = numbers.put(digest.from(), digest.number());
    return digest.number() == (last == null ? 1 : last + 1) && !digest.tookOver();
  }
}
