package chat.parley.http.sse;

import chat.parley.engine.session.Outgoing;
import chat.parley.engine.session.SessionPush;
import chat.parley.engine.session.SessionRequest;
import chat.parley.engine.session.Sessions;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A session that notes what it is asked and says what the test tells it to. */
final class ScriptedSession implements Sessions.Session, Sessions.Outbox {

  final List<SessionRequest> received = new CopyOnWriteArrayList<>();
  volatile boolean closed;

  private final Queue<Outgoing> waiting = new ArrayDeque<>();
  private boolean finishing;
  private Runnable consumer = () -> {};

  /** All of these are there before the stream hears of the first. */
  synchronized void say(SessionPush... pushes) {
    for (SessionPush push : pushes) {
      waiting.add(new Outgoing(push));
    }
    consumer.run();
  }

  synchronized void sayTogether(SessionPush... pushes) {
    waiting.add(Outgoing.together(Stream.of(pushes).map(Outgoing::new).toList()));
    consumer.run();
  }

  synchronized void finish() {
    finishing = true;
    consumer.run();
  }

  synchronized int left() {
    return waiting.size();
  }

  @Override
  public void receive(SessionRequest request) {
    received.add(request);
  }

  @Override
  public void closed() {
    closed = true;
  }

  @Override
  public Sessions.Outbox outbox() {
    return this;
  }

  @Override
  public synchronized Outgoing poll() {
    return waiting.poll();
  }

  @Override
  public synchronized boolean isFinished() {
    return finishing && waiting.isEmpty();
  }

  @Override
  public synchronized void whenReady(Runnable ready) {
    consumer = ready;
    if (!waiting.isEmpty() || finishing) {
      ready.run();
    }
  }
}
