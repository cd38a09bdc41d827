package chat.parley.engine.session;

import akka.actor.typed.javadsl.TimerScheduler;
import chat.parley.engine.domain.Caller;
import chat.parley.engine.domain.ErrorCode;
import chat.parley.engine.domain.Ids;
import chat.parley.engine.domain.RoomAnswer;
import chat.parley.engine.domain.RoomCommand;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.domain.RoomReply;
import chat.parley.engine.domain.RoomReply.Rejected;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/** What a known user's session does with requests. */
final class ActiveSession {

  private final TimerScheduler<SessionEvent> timers;
  private final SessionShared shared;
  private final SessionOutbox outbox;
  private final Consumer<SessionEvent> session;
  private final Subscriptions subscriptions;
  private final InboxSlot inbox;
  private final PresenceDesk presence;
  private final MarkerGate markers = new MarkerGate();
  private final TypingGate typing;
  private Caller caller;
  private int running;

  ActiveSession(
      TimerScheduler<SessionEvent> timers,
      SessionShared shared,
      SessionOutbox outbox,
      Consumer<SessionEvent> session,
      String sessionId,
      Caller caller,
      String platform) {
    this.timers = timers;
    this.shared = shared;
    this.outbox = outbox;
    this.session = session;
    this.caller = caller;
    this.presence = new PresenceDesk(shared.presences(), outbox, caller, platform);
    this.subscriptions =
        new Subscriptions(
            shared.feeds(), shared.settings(), outbox, session, presence, sessionId, caller);
    this.inbox = new InboxSlot(outbox);
    this.typing =
        new TypingGate(shared.settings().rooms(), shared.settings().typingInterval().toNanos());
  }

  Caller caller() {
    return caller;
  }

  Subscriptions subscriptions() {
    return subscriptions;
  }

  InboxSlot inbox() {
    return inbox;
  }

  PresenceDesk presence() {
    return presence;
  }

  /** The same user under a new token, perhaps with another name or picture. */
  void renewed(Caller renewedCaller) {
    caller = renewedCaller;
  }

  /** Requests that the client has no answer to yet: one that waits unread is none. */
  int unanswered() {
    return running + subscriptions.waiting() + markers.waiting() + outbox.unread();
  }

  void began() {
    running++;
  }

  void answered() {
    running--;
  }

  // Requests.

  void handle(SessionRequest request) {
    presence.heard(request);
    if (request instanceof SessionRequest.Ping r) {
      outbox.answer(new SessionPush.Pong(r.id()));
    } else if (request instanceof SessionRequest.Subscribe r) {
      inRoom(r, r.roomId(), () -> subscriptions.subscribe(r.id(), r.roomId(), r.rev()));
    } else if (request instanceof SessionRequest.Unsubscribe r) {
      inRoom(r, r.roomId(), () -> unsubscribe(r));
    } else if (request instanceof SessionRequest.Send r) {
      inRoom(r, r.roomId(), () -> run(r, r.roomId(), post(r)));
    } else if (request instanceof SessionRequest.Edit r) {
      RoomCommand edit = new RoomCommand.Edit(caller, r.messageId(), r.content());
      inRoom(r, r.roomId(), () -> run(r, r.roomId(), edit));
    } else if (request instanceof SessionRequest.Delete r) {
      RoomCommand delete = new RoomCommand.Delete(caller, r.messageId());
      inRoom(r, r.roomId(), () -> run(r, r.roomId(), delete));
    } else if (request instanceof SessionRequest.React r) {
      RoomCommand react = new RoomCommand.React(caller, r.messageId(), r.key(), r.on());
      inRoom(r, r.roomId(), () -> run(r, r.roomId(), react));
    } else if (request instanceof SessionRequest.Read r) {
      inRoom(r, r.roomId(), () -> read(r));
    } else if (request instanceof SessionRequest.Delivered r) {
      inRoom(r, r.roomId(), () -> delivered(r));
    } else if (request instanceof SessionRequest.Typing r) {
      inRoom(r, r.roomId(), () -> type(r));
    } else if (request instanceof SessionRequest.Presence r) {
      watch(r);
    } else if (request instanceof SessionRequest.History r) {
      inRoom(r, r.roomId(), () -> history(r));
    } else {
      throw new IllegalStateException("no way to take " + request.getClass().getSimpleName());
    }
  }

  private void inRoom(SessionRequest request, String roomId, Runnable handling) {
    if (Ids.isValid(roomId)) {
      handling.run();
    } else {
      fail(request.id(), Rejected.of(ErrorCode.BAD_REQUEST, "roomId is not a room id"));
    }
  }

  private void unsubscribe(SessionRequest.Unsubscribe request) {
    subscriptions.unsubscribe(request.roomId());
    ok(request.id());
  }

  private RoomCommand post(SessionRequest.Send r) {
    return new RoomCommand.Post(
        caller, r.content(), r.contentType(), r.clientMessageId(), r.replyTo(), r.mentions());
  }

  private void run(SessionRequest request, String roomId, RoomCommand command) {
    subscriptions.stir(roomId);
    answer(
        request.id(),
        shared.rooms().execute(key(roomId), command),
        reply -> Acks.of(request.id(), roomId, reply));
  }

  private void type(SessionRequest.Typing request) {
    if (typing.passes(request.roomId(), request.on(), shared.nanos().getAsLong())) {
      subscriptions.stir(request.roomId());
      shared.rooms().typing(key(request.roomId()), caller, request.on());
    }
    ok(request.id());
  }

  private void watch(SessionRequest.Presence request) {
    answer(
        request.id(),
        presence.take(request).handle((taken, failure) -> failure == null),
        taken ->
            taken
                ? new SessionPush.Ok(request.id())
                : new SessionPush.Failed(request.id(), null, notNow()));
  }

  private static Rejected notNow() {
    return new Rejected(ErrorCode.UNAVAILABLE, "it cannot be told now who may be watched", 1_000);
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
    began();
    stage
        .thenApply(push)
        .exceptionally(failure -> new SessionPush.Failed(id, null, failed()))
        .thenAccept(
            answer -> {
              if (id != null) {
                outbox.answer(answer);
              }
              tell(new SessionEvent.Answered());
            });
  }

  private static Rejected failed() {
    return Rejected.of(ErrorCode.INTERNAL, "the request failed");
  }

  private void tell(SessionEvent event) {
    if (outbox.isOpen()) {
      session.accept(event);
    }
  }

  private RoomKey key(String roomId) {
    return new RoomKey(caller.tenant(), roomId);
  }

  // Markers: at most once an interval and room.

  private void read(SessionRequest.Read request) {
    List<Object> ids = request.id() == null ? List.of() : List.of(request.id());
    mark(request.id(), request.roomId(), new MarkerGate.Move(request.seq(), null, ids));
  }

  private void delivered(SessionRequest.Delivered request) {
    mark(null, request.roomId(), new MarkerGate.Move(null, request.seq(), List.of()));
    ok(request.id());
  }

  private void mark(Object id, String roomId, MarkerGate.Move move) {
    Long seq = move.read() == null ? move.delivered() : move.read();
    if (seq < 0) {
      fail(id, Rejected.of(ErrorCode.BAD_REQUEST, "seq must not be negative"));
    } else if (markers.rooms() >= 2 * shared.settings().rooms()) {
      fail(id, new Rejected(ErrorCode.OVERLOADED, "markers of too many rooms at once", 1_000));
    } else if (markers.passes(roomId, move)) {
      move(roomId, move);
    }
  }

  void markersDue(String roomId) {
    moveNext(roomId, markers.timeOver(roomId));
  }

  void markersMoved(SessionEvent.MarkersMoved moved) {
    running -= moved.requests();
    moveNext(moved.roomId(), markers.answered(moved.roomId()));
  }

  private void moveNext(String roomId, MarkerGate.Move next) {
    if (next != null) {
      move(roomId, next);
    }
  }

  private void move(String roomId, MarkerGate.Move move) {
    timers.startSingleTimer(
        roomId, new SessionEvent.MarkersDue(roomId), shared.settings().markerInterval());
    running += move.ids().size();
    RoomCommand command = new RoomCommand.MoveMarker(caller, move.read(), move.delivered());
    shared
        .rooms()
        .execute(key(roomId), command)
        .exceptionally(failure -> failed())
        .thenAccept(
            reply -> {
              answerAll(move.ids(), roomId, reply);
              tell(new SessionEvent.MarkersMoved(roomId, move.ids().size()));
            });
  }

  private void answerAll(List<Object> ids, String roomId, RoomReply reply) {
    for (Object id : ids) {
      outbox.answer(Acks.of(id, roomId, reply));
    }
  }

  private void ok(Object id) {
    if (id != null) {
      outbox.answer(new SessionPush.Ok(id));
    }
  }

  private void fail(Object id, Rejected why) {
    if (id != null) {
      outbox.answer(new SessionPush.Failed(id, null, why));
    }
  }
}
