package chat.parley.engine.presence;

import akka.actor.typed.ActorRef;
import chat.parley.engine.domain.Presence;
import chat.parley.engine.domain.UserKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The hub of another node, as this node's hub deals with it: what was said to it and by it. What is
 * said is numbered, a mere sign of life too: a message that got lost shows by the next one, and
 * then everything is said anew.
 */
final class Peer {

  /** Entries of one message; each is at most some 200 bytes, and 256 KiB may travel. */
  static final int PAGE = 500;

  private final ActorRef<HubMessage> self;
  private final ActorRef<HubMessage> ref;

  // Said to it.

  private final Map<UserKey, Boolean> watching = new LinkedHashMap<>();
  private final Map<UserKey, Presence> words = new LinkedHashMap<>();
  private long number;
  private boolean anew = true;
  private Instant saidAt = Instant.EPOCH;

  // Said by it.

  /** Users of whom it wants to hear. */
  private final Set<UserKey> wanted = new HashSet<>();

  private final Map<UserKey, Presence> known = new HashMap<>();

  /** What it said before it began anew, and has not said again yet. */
  private final Set<UserKey> stale = new HashSet<>();

  private long heard;
  private boolean lost = true;
  private Instant heardAt;
  private boolean gone;

  Peer(ActorRef<HubMessage> self, ActorRef<HubMessage> ref, Instant now) {
    this.self = self;
    this.ref = ref;
    this.heardAt = now;
  }

  // To it.

  boolean wants(UserKey user) {
    return wanted.contains(user);
  }

  void watch(UserKey user, boolean on) {
    watching.put(user, on);
    if (!on) {
      known.remove(user);
      stale.remove(user);
    }
  }

  void tell(UserKey user, Presence presence) {
    words.put(user, presence);
  }

  /** It missed something, or is new: what was said before counts no more. */
  void beginAnew(Iterable<UserKey> watched, Map<UserKey, Presence> all) {
    anew = true;
    watching.clear();
    watched.forEach(user -> watching.put(user, true));
    words.clear();
    words.putAll(all);
  }

  Set<UserKey> wanted() {
    return wanted;
  }

  /** Sends what has gathered; a sign of life when there has been nothing for so long. */
  void flush(Instant now, Duration renew) {
    if (gone) {
      return;
    }
    if (anew || !watching.isEmpty() || !words.isEmpty()) {
      List<HubMessage.Said> pages = pages();
      pages.forEach(ref::tell);
      watching.clear();
      words.clear();
      anew = false;
      saidAt = now;
    } else if (!now.isBefore(saidAt.plus(renew))) {
      ref.tell(new HubMessage.Said(self, ++number, false, true, List.of(), List.of(), List.of()));
      saidAt = now;
    }
  }

  private List<HubMessage.Said> pages() {
    List<UserKey> watch = new ArrayList<>();
    List<UserKey> unwatch = new ArrayList<>();
    watching.forEach((user, on) -> (on ? watch : unwatch).add(user));
    List<HubMessage.Word> said = new ArrayList<>();
    words.forEach((user, p) -> said.add(new HubMessage.Word(user, p.status(), p.lastSeenAt())));
    List<HubMessage.Said> pages = new ArrayList<>();
    int longest = Math.max(watch.size(), Math.max(unwatch.size(), said.size()));
    for (int from = 0; from == 0 || from < longest; from += PAGE) {
      pages.add(
          new HubMessage.Said(
              self,
              ++number,
              anew && from == 0,
              from + PAGE >= longest,
              page(watch, from),
              page(unwatch, from),
              page(said, from)));
    }
    return pages;
  }

  private static <T> List<T> page(List<T> all, int from) {
    return all.subList(Math.min(from, all.size()), Math.min(from + PAGE, all.size()));
  }

  // By it.

  /** Whether what it said can be taken; if not it is asked to begin anew. */
  boolean takes(HubMessage.Said said, Instant now) {
    heardAt = now;
    if (said.anew()) {
      lost = false;
      wanted.clear();
      stale.addAll(known.keySet());
    } else if (lost || said.number() > heard + 1) {
      lost = true;
      ref.tell(new HubMessage.Again(self));
      return false;
    } else if (said.number() <= heard) {
      return false;
    }
    heard = said.number();
    return true;
  }

  /** Takes it; answers of whom something else is known now. */
  Set<UserKey> take(HubMessage.Said said) {
    Set<UserKey> touched = new HashSet<>();
    wanted.addAll(said.watch());
    said.unwatch().forEach(wanted::remove);
    for (HubMessage.Word word : said.words()) {
      known.put(word.user(), new Presence(word.status(), word.lastSeenAt(), List.of()));
      stale.remove(word.user());
      touched.add(word.user());
    }
    if (said.complete() && !stale.isEmpty()) {
      known.keySet().removeAll(stale);
      touched.addAll(stale);
      stale.clear();
    }
    return touched;
  }

  Presence of(UserKey user) {
    return known.getOrDefault(user, Presence.UNKNOWN);
  }

  // Its end.

  void left() {
    gone = true;
  }

  /**
   * Whether its node is gone for so long that its sessions, if they came back, are elsewhere by
   * now. One that was killed has been silent for longer already when it is given up.
   */
  boolean isOver(Instant now, Duration linger) {
    return gone && !now.isBefore(heardAt.plus(linger));
  }

  Set<UserKey> known() {
    return Set.copyOf(known.keySet());
  }
}
