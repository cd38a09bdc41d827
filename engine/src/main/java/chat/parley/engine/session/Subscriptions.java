package chat.parley.engine.session;

import akka.actor.typed.ActorRef;
import chat.parley.engine.domain.Caller;
import chat.parley.engine.domain.ErrorCode;
import chat.parley.engine.domain.Ids;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.domain.RoomReply.Rejected;
import chat.parley.engine.feed.Feeds;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The rooms that a session follows. Those of hello are asked for a few at a time, as the client
 * reads: each answer may weigh as much as a page, and a session may name many rooms.
 */
final class Subscriptions {

  private final ActorRef<Feeds.Message<Outgoing>> feeds;
  private final SessionSettings settings;
  private final SessionOutbox outbox;
  private final Consumer<SessionEvent> session;
  private final PresenceDesk presence;
  private final String sessionId;
  private final Caller caller;
  private final Map<String, RoomSubscription> byRoom = new HashMap<>();
  private final Map<String, Long> later = new LinkedHashMap<>();
  private final Set<RoomSubscription> unanswered = new HashSet<>();
  private final Set<RoomSubscription> ofHello = new HashSet<>();
  private long numbered;

  Subscriptions(
      ActorRef<Feeds.Message<Outgoing>> feeds,
      SessionSettings settings,
      SessionOutbox outbox,
      Consumer<SessionEvent> session,
      PresenceDesk presence,
      String sessionId,
      Caller caller) {
    this.feeds = feeds;
    this.settings = settings;
    this.outbox = outbox;
    this.session = session;
    this.presence = presence;
    this.sessionId = sessionId;
    this.caller = caller;
  }

  /** Requests that wait for their subscription to be answered. */
  int waiting() {
    return unanswered.size();
  }

  /** The rooms of hello: each has its own answer, without an id. */
  void startWith(List<SessionRequest.Position> positions) {
    for (SessionRequest.Position position : positions) {
      String roomId = position.roomId();
      if (!Ids.isValid(roomId)) {
        refuse(null, roomId, "roomId is not a room id");
      } else if (!later.containsKey(roomId) && later.size() >= settings.rooms()) {
        refuse(null, roomId, tooMany());
      } else {
        later.putIfAbsent(roomId, position.rev());
      }
    }
    goOn();
  }

  /** Asks for as many more rooms of hello as may be under way. */
  void goOn() {
    while (!later.isEmpty() && ofHello.size() + outbox.words() < settings.helloRoomsAtOnce()) {
      Map.Entry<String, Long> next = later.entrySet().iterator().next();
      later.remove(next.getKey());
      ofHello.add(join(null, next.getKey(), next.getValue()));
    }
    if (!later.isEmpty()) {
      outbox.reportReadOnAt(settings.helloRoomsAtOnce() / 2);
    }
  }

  /** Subscribes, or brings up anew from the client's rev where it is subscribed. */
  void subscribe(Object re, String roomId, long rev) {
    drop(roomId);
    if (byRoom.size() + later.size() >= settings.rooms()) {
      refuse(re, re == null ? roomId : null, tooMany());
      return;
    }
    RoomSubscription subscription = join(re, roomId, rev);
    if (re != null) {
      unanswered.add(subscription);
    }
  }

  private RoomSubscription join(Object re, String roomId, long rev) {
    String id = sessionId + "/" + ++numbered;
    RoomSubscription subscription =
        new RoomSubscription(id, re, roomId, caller, outbox, session, presence::changed);
    byRoom.put(roomId, subscription);
    feeds.tell(new Feeds.Join<>(key(roomId), subscription, rev));
    return subscription;
  }

  void unsubscribe(String roomId) {
    drop(roomId);
    goOn();
  }

  private void drop(String roomId) {
    later.remove(roomId);
    RoomSubscription old = byRoom.remove(roomId);
    if (old != null) {
      outbox.forget(old);
      settled(old);
      presence.unfollow(roomId);
      feeds.tell(new Feeds.Leave<>(key(roomId), old.id()));
    }
  }

  void begun(RoomSubscription subscription) {
    settled(subscription);
    if (byRoom.get(subscription.roomId()) == subscription) {
      presence.follow(subscription.roomId());
    }
    goOn();
  }

  void ended(RoomSubscription subscription) {
    settled(subscription);
    if (byRoom.remove(subscription.roomId(), subscription)) {
      presence.unfollow(subscription.roomId());
      feeds.tell(new Feeds.Leave<>(key(subscription.roomId()), subscription.id()));
    }
    goOn();
  }

  private void settled(RoomSubscription subscription) {
    unanswered.remove(subscription);
    ofHello.remove(subscription);
  }

  /** A dormant feed of this room is to follow again. */
  void stir(String roomId) {
    if (byRoom.containsKey(roomId)) {
      feeds.tell(new Feeds.Stir<>(key(roomId)));
    }
  }

  void leaveAll() {
    later.clear();
    for (String roomId : List.copyOf(byRoom.keySet())) {
      feeds.tell(new Feeds.Leave<>(key(roomId), byRoom.remove(roomId).id()));
    }
  }

  private RoomKey key(String roomId) {
    return new RoomKey(caller.tenant(), roomId);
  }

  private String tooMany() {
    return "at most " + settings.rooms() + " rooms a session";
  }

  private void refuse(Object re, String roomId, String detail) {
    SessionPush push =
        new SessionPush.Failed(re, roomId, Rejected.of(ErrorCode.BAD_REQUEST, detail));
    if (re == null) {
      outbox.say(push);
    } else {
      outbox.answer(push);
    }
  }
}
