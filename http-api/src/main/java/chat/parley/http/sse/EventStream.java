package chat.parley.http.sse;

import akka.stream.Attributes;
import akka.stream.Outlet;
import akka.stream.SourceShape;
import akka.stream.stage.AbstractOutHandler;
import akka.stream.stage.AsyncCallback;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import akka.stream.stage.TimerGraphStageLogic;
import akka.util.ByteString;
import chat.parley.engine.session.Outgoing;
import chat.parley.engine.session.SessionPush;
import chat.parley.engine.session.SessionRequest;
import chat.parley.engine.session.Sessions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A session whose client only listens. What such a client cannot say, the stream says for it as
 * soon as the connection has taken what calls for it: that it lives, and that it wants a room again
 * of which it was told {@code behind} or that could not be had just now.
 *
 * <p>Takes from the outbox only when the connection can take. The session lasts as long as the
 * stream does.
 */
final class EventStream extends GraphStage<SourceShape<ByteString>> {

  /** Bytes after which no more is joined. */
  private static final int JOINED_BYTES = 64 * 1024;

  /** After which a room is asked for again, where nothing says it more exactly. */
  private static final long AGAIN_MS = 1_000;

  private final Supplier<Sessions.Session> sessions;
  private final Positions positions;
  private final EventWriter events;
  private final Outlet<ByteString> out = Outlet.create("events");
  private final SourceShape<ByteString> shape = SourceShape.of(out);

  /**
   * @param sessions opens the session
   * @param events writes the same positions forward
   */
  EventStream(Supplier<Sessions.Session> sessions, Positions positions, EventWriter events) {
    this.sessions = sessions;
    this.positions = positions;
    this.events = events;
  }

  @Override
  public SourceShape<ByteString> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes inheritedAttributes) {
    return new Logic();
  }

  private final class Logic extends TimerGraphStageLogic {

    /** What the client would say to what it is being sent, in that order. */
    private final List<Supplier<SessionRequest>> replies = new ArrayList<>();

    private Sessions.Session session;

    Logic() {
      super(shape);
      setHandler(
          out,
          new AbstractOutHandler() {
            @Override
            public void onPull() {
              reply();
              deliver();
            }
          });
    }

    @Override
    public void preStart() {
      session = sessions.get();
      session.receive(new SessionRequest.Hello(null, null, null, positions.list()));
      AsyncCallback<Boolean> ready = createAsyncCallback(ignored -> deliver());
      session.outbox().whenReady(() -> ready.invoke(true));
    }

    @Override
    public void postStop() {
      if (session != null) {
        session.closed();
      }
    }

    private void reply() {
      replies.forEach(reply -> session.receive(reply.get()));
      replies.clear();
    }

    private void deliver() {
      if (isAvailable(out)) {
        collect();
        if (events.size() > 0) {
          push(out, ByteString.fromArrayUnsafe(events.take()));
        } else if (session.outbox().isFinished()) {
          complete(out);
        }
      } else if (session.outbox().isFinished()) {
        complete(out); // the last word was not taken in time: the connection is stuck
      }
    }

    private void collect() {
      Outgoing next = session.outbox().poll();
      while (next != null) {
        for (Outgoing part : next.parts()) {
          events.write(part);
          note(part.push());
        }
        next = events.size() < JOINED_BYTES ? session.outbox().poll() : null;
      }
    }

    private void note(SessionPush push) {
      if (push instanceof SessionPush.Ping) {
        replies.add(() -> new SessionRequest.Pong(null));
      } else if (push instanceof SessionPush.Behind behind) {
        replies.add(() -> subscribe(behind.roomId()));
      } else if (push instanceof SessionPush.Failed failed
          && failed.roomId() != null
          && failed.why().code().temporary()) {
        long wait = Math.max(AGAIN_MS, failed.why().retryAfterMs());
        scheduleOnce(failed.roomId(), Duration.ofMillis(wait));
      }
    }

    private SessionRequest subscribe(String roomId) {
      return new SessionRequest.Subscribe(null, roomId, positions.rev(roomId));
    }

    @Override
    public void onTimer(Object roomId) {
      session.receive(subscribe((String) roomId));
    }
  }
}
