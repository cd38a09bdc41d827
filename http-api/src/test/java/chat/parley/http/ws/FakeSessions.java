package chat.parley.http.ws;

import chat.parley.engine.session.Connection;
import chat.parley.engine.session.Outgoing;
import chat.parley.engine.session.SessionPush;
import chat.parley.engine.session.SessionRequest;
import chat.parley.engine.session.Sessions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Sessions that note what the door hands them and say what the test tells them to. */
final class FakeSessions implements Sessions {

  final List<FakeSession> opened = new CopyOnWriteArrayList<>();

  @Override
  public Session open(Connection connection) {
    FakeSession session = new FakeSession(connection);
    opened.add(session);
    return session;
  }

  @Override
  public CompletionStage<Void> drain(Duration window) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public int count() {
    return opened.size();
  }

  static final class FakeSession implements Session, Outbox {

    final Connection connection;
    final List<SessionRequest> received = new CopyOnWriteArrayList<>();
    volatile boolean closed;

    private final Queue<Outgoing> waiting = new ArrayDeque<>();
    private boolean finishing;
    private Runnable consumer;

    FakeSession(Connection connection) {
      this.connection = connection;
    }

    /** All of these are there before the socket's side hears of the first. */
    void say(SessionPush... pushes) {
      synchronized (this) {
        for (SessionPush push : pushes) {
          waiting.add(new Outgoing(push));
        }
      }
      wake();
    }

    void sayTogether(SessionPush... pushes) {
      synchronized (this) {
        waiting.add(Outgoing.together(Stream.of(pushes).map(Outgoing::new).toList()));
      }
      wake();
    }

    void finish() {
      synchronized (this) {
        finishing = true;
      }
      wake();
    }

    /** Gives up on what waits. */
    void abandon() {
      synchronized (this) {
        waiting.clear();
      }
      finish();
    }

    synchronized int left() {
      return waiting.size();
    }

    /** Outside of the lock, as the real one does. */
    private void wake() {
      Runnable woken;
      synchronized (this) {
        woken = consumer;
      }
      if (woken != null) {
        woken.run();
      }
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
    public Outbox outbox() {
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
    public void whenReady(Runnable consumer) {
      boolean ready;
      synchronized (this) {
        this.consumer = consumer;
        ready = !waiting.isEmpty() || finishing;
      }
      if (ready) {
        consumer.run();
      }
    }
  }
}
