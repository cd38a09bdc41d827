package chat.parley.engine.session;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import chat.parley.engine.domain.Caller;
import chat.parley.engine.domain.ErrorCode;
import chat.parley.engine.domain.Ids;
import chat.parley.engine.domain.RoomAnswer;
import chat.parley.engine.domain.RoomCommand;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.domain.RoomReply;
import chat.parley.engine.domain.RoomReply.Rejected;
import chat.parley.engine.feed.Feeds;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** What a known user's session does with requests: runs commands, keeps subscriptions. */
final class ActiveSession {

  private final ActorContext<SessionActor.Event> context;
  private final TimerScheduler<SessionActor.Event> timers;
  private final SessionActor.Shared shared;
  private final SessionOutbox outbox;
  private final String sessionId;
  private final Map<String, RoomSubscription> subscriptions = new HashMap<>();
  private final Set<String> unanswered = new HashSet<>();
  private final MarkerGate markers = new MarkerGate();
  private Caller caller;
  private int inFlight;
  private long subscribed;

  ActiveSession(
      ActorContext<SessionActor.Event> context,
      TimerScheduler<SessionActor.Event> timers,
      SessionActor.Shared shared,
      SessionOutbox outbox,
      String sessionId,
      Caller caller) {
    this.context = context;
    this.timers = timers;
    this.shared = shared;
    this.outbox = outbox;
    this.sessionId = sessionId;
    this.caller = caller;
  }

  boolean isSameUser(Caller other) {
    return other.userId().equals(caller.userId()) && other.tenant().equals(caller.tenant());
  }

  void renewed(Caller renewedCaller) {
    caller = renewedCaller;
  }

  Behavior<SessionActor.Event> answered() {
    inFlight--;
    return Behaviors.same();
  }

  // Subscriptions.

  /** The rooms of hello: each has its own answer, without an id. */
  void subscribeAll(List<SessionRequest.Position> positions) {
    for (SessionRequest.Position position : positions) {
      if (!Ids.isValid(position.roomId())) {
        fail(null, position.roomId(), ErrorCode.BAD_REQUEST, "not a room id");
      } else {
        subscribe(null, position.roomId(), position.rev());
      }
    }
  }

  private void subscribe(Object re, String roomId, long rev) {
    unsubscribe(roomId);
    if (subscriptions.size() >= shared.settings().rooms()) {
      fail(
          re,
          re == null ? roomId : null,
          ErrorCode.BAD_REQUEST,
          "at most " + shared.settings().rooms() + " rooms a session");
      return;
    }
    RoomSubscription subscription =
        new RoomSubscription(
            sessionId + "/" + ++subscribed, re, roomId, rev, caller, outbox, context.getSelf());
    subscriptions.put(roomId, subscription);
    if (re != null) {
      unanswered.add(subscription.id());
    }
    shared.feeds().tell(new Feeds.Join(key(roomId), subscription, rev));
  }

  private void unsubscribe(String roomId) {
    RoomSubscription old = subscriptions.remove(roomId);
    if (old != null) {
      unanswered.remove(old.id());
      shared.feeds().tell(new Feeds.Leave(key(roomId), old.id()));
    }
  }

  Behavior<SessionActor.Event> begun(SessionActor.Begun begun) {
    unanswered.remove(begun.subscriptionId());
    return Behaviors.same();
  }

  Behavior<SessionActor.Event> ended(SessionActor.Ended ended) {
    unanswered.remove(ended.subscriptionId());
    RoomSubscription known = subscriptions.get(ended.roomId());
    if (known != null && known.id().equals(ended.subscriptionId())) {
      subscriptions.remove(ended.roomId());
    }
    return Behaviors.same();
  }

  void leaveAll() {
    for (String roomId : List.copyOf(subscriptions.keySet())) {
      unsubscribe(roomId);
    }
  }

  private RoomKey key(String roomId) {
    return new RoomKey(caller.tenant(), roomId);
  }

  // Requests.

  void handle(SessionRequest request) {
    String roomId = roomOf(request);
    if (!Ids.isValid(roomId)) {
      if (request.id() != null) {
        fail(request.id(), null, ErrorCode.BAD_REQUEST, "roomId is not a room id");
      }
      return;
    }
    if (request.id() != null && inFlight + unanswered.size() >= shared.settings().inFlight()) {
      outbox.answer(
          new SessionPush.Failed(
              request.id(),
              null,
              new Rejected(ErrorCode.OVERLOADED, "too many unanswered requests", 200)));
      return;
    }
    if (request instanceof SessionRequest.Subscribe r) {
      subscribe(r.id(), r.roomId(), r.rev());
    } else if (request instanceof SessionRequest.Unsubscribe r) {
      unsubscribe(r.roomId());
      ok(r.id());
    } else if (request instanceof SessionRequest.Typing r) {
      shared.rooms().typing(key(r.roomId()), caller, r.on());
      ok(r.id());
    } else if (request instanceof SessionRequest.Read r) {
      mark(r.roomId(), r.seq(), null, r.id());
    } else if (request instanceof SessionRequest.Delivered r) {
      mark(r.roomId(), null, r.seq(), null);
      ok(r.id());
    } else if (request instanceof SessionRequest.History r) {
      history(r);
    } else {
      run(request, key(roomId), command(request));
    }
  }

  private static String roomOf(SessionRequest request) {
    if (request instanceof SessionRequest.Send r) {
      return r.roomId();
    } else if (request instanceof SessionRequest.Subscribe r) {
      return r.roomId();
    } else if (request instanceof SessionRequest.Unsubscribe r) {
      return r.roomId();
    } else if (request instanceof SessionRequest.Edit r) {
      return r.roomId();
    } else if (request instanceof SessionRequest.Delete r) {
      return r.roomId();
    } else if (request instanceof SessionRequest.React r) {
      return r.roomId();
    } else if (request instanceof SessionRequest.Read r) {
      return r.roomId();
    } else if (request instanceof SessionRequest.Delivered r) {
      return r.roomId();
    } else if (request instanceof SessionRequest.Typing r) {
      return r.roomId();
    } else if (request instanceof SessionRequest.History r) {
      return r.roomId();
    }
    throw new IllegalStateException("no room in " + request.getClass().getSimpleName());
  }

  private RoomCommand command(SessionRequest request) {
    if (request instanceof SessionRequest.Send r) {
      return new RoomCommand.Post(
          caller, r.content(), r.contentType(), r.clientMessageId(), r.replyTo(), r.mentions());
    } else if (request instanceof SessionRequest.Edit r) {
      return new RoomCommand.Edit(caller, r.messageId(), r.content());
    } else if (request instanceof SessionRequest.Delete r) {
      return new RoomCommand.Delete(caller, r.messageId());
    } else if (request instanceof SessionRequest.React r) {
      return new RoomCommand.React(caller, r.messageId(), r.key(), r.on());
    }
    throw new IllegalStateException("no command in " + request.getClass().getSimpleName());
  }

  private void run(SessionRequest request, RoomKey room, RoomCommand command) {
    if (subscriptions.containsKey(room.roomId())) {
      shared.feeds().tell(new Feeds.Stir(room));
    }
    answer(
        request.id(),
        shared.rooms().execute(room, command),
        reply -> Acks.of(request.id(), room.roomId(), reply));
  }

  private void history(SessionRequest.History request) {
    answer(
        request.id(),
        shared.rooms().messages(key(request.roomId()), caller, request.page(), request.minRev()),
        answer ->
            answer instanceof RoomAnswer.Page page
                ? new SessionPush.HistoryPage(request.id(), request.roomId(), page.page())
                : new SessionPush.Failed(request.id(), null, (Rejected) answer));
  }

  /** Hands the answer to the outbox as soon as it is there, whatever the session does meanwhile. */
  private <R> void answer(Object id, CompletionStage<R> stage, Function<R, SessionPush> push) {
    inFlight++;
    stage.whenComplete(
        (reply, failure) -> {
          if (id != null) {
            outbox.answer(
                failure == null
                    ? push.apply(reply)
                    : new SessionPush.Failed(
                        id, null, Rejected.of(ErrorCode.INTERNAL, "the request failed")));
          }
          context.getSelf().tell(new SessionActor.Answered());
        });
  }

  // Markers: at most once an interval and room.

  private void mark(String roomId, Long read, Long delivered, Object id) {
    if (markers.passes(roomId)) {
      timers.startSingleTimer(
          roomId, new SessionActor.MarkersOf(roomId), shared.settings().markerInterval());
      move(roomId, read, delivered, read == null ? List.of() : listOf(id));
    } else {
      markers.gather(roomId, read, delivered, id);
    }
  }

  private static List<Object> listOf(Object id) {
    return id == null ? List.of() : List.of(id);
  }

  Behavior<SessionActor.Event> markersOf(String roomId) {
    MarkerGate.Gathered gathered = markers.end(roomId);
    if (gathered != null) {
      timers.startSingleTimer(
          roomId, new SessionActor.MarkersOf(roomId), shared.settings().markerInterval());
      move(roomId, gathered.read(), gathered.delivered(), gathered.ids());
    }
    return Behaviors.same();
  }

  private void move(String roomId, Long read, Long delivered, List<Object> ids) {
    answer(
        null,
        shared
            .rooms()
            .execute(key(roomId), new RoomCommand.MoveMarker(caller, read, delivered))
            .thenApply(reply -> answerAll(ids, roomId, reply)),
        reply -> null);
  }

  private RoomReply answerAll(List<Object> ids, String roomId, RoomReply reply) {
    for (Object id : ids) {
      outbox.answer(Acks.of(id, roomId, reply));
    }
    return reply;
  }

  private void ok(Object id) {
    if (id != null) {
      outbox.answer(new SessionPush.Ok(id));
    }
  }

  private void fail(Object re, String roomId, ErrorCode code, String detail) {
    outbox.answer(new SessionPush.Failed(re, roomId, Rejected.of(code, detail)));
  }
}
