package chat.parley.http.ws;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.engine.session.Outgoing;
import chat.parley.engine.session.SessionPush;
import chat.parley.engine.session.Sessions;
import chat.parley.http.wire.FrameWriter;
import chat.parley.http.ws.frame.ServerFrames;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** What waits for a socket, as frames. */
class OutboxFramesTest {

  private final FrameWriter json = new FrameWriter(32, 200);
  private int encoded;
  private final Outgoing.Encoder encoder =
      push -> {
        encoded++;
        return ServerFrames.text(json.encode(push));
      };

  @Test
  void socketsShareTheBytesOfAPushThatIsEncodedOnce() {
    Outgoing push = new Outgoing(new SessionPush.Ok(1L));

    byte[] one = new OutboxFrames(new Waiting(push), encoder).next();
    byte[] other = new OutboxFrames(new Waiting(push), encoder).next();

    assertThat(one).isSameAs(other);
    assertThat(encoded).isEqualTo(1);
  }

  @Test
  void whatWaitsIsJoinedUpToTheSizeOfAFrame() {
    String half = "h".repeat(OutboxSource.JOINED_BYTES / 2);
    Waiting waiting = new Waiting(ok("a"), ok(half), ok("b"), ok(half), ok("c"));
    OutboxFrames frames = new OutboxFrames(waiting, encoder);

    assertThat(objects(frames.next())).containsExactly("a", half, "b");
    assertThat(frames.isFinished()).isFalse();
    assertThat(objects(frames.next())).containsExactly(half, "c");
    assertThat(frames.next()).isNull();
  }

  @Test
  void theCloseFrameSaysWhatTheLastWordSaid() {
    Waiting waiting =
        new Waiting(ok("a"), new Outgoing(new SessionPush.Bye(SessionPush.Code.REVOKED, 0)));
    OutboxFrames frames = new OutboxFrames(waiting, encoder);
    waiting.finished = true;

    frames.next();

    assertThat(frames.isFinished()).isTrue();
    assertThat(frames.close()).isEqualTo(ServerFrames.close(4401, "revoked"));
  }

  private static Outgoing ok(String id) {
    return new Outgoing(new SessionPush.Ok(id));
  }

  private static List<String> objects(byte[] frame) {
    int head = frame.length - ServerFrames.payload(frame);
    String text = new String(frame, head, frame.length - head, StandardCharsets.UTF_8);
    return text.lines().map(line -> line.replaceAll(".*\"re\":\"|\"}", "")).toList();
  }

  private static final class Waiting implements Sessions.Outbox {

    private final Queue<Outgoing> queue;
    private boolean finished;

    Waiting(Outgoing... pushes) {
      queue = new ArrayDeque<>(List.of(pushes));
    }

    @Override
    public Outgoing poll() {
      return queue.poll();
    }

    @Override
    public boolean isFinished() {
      return finished && queue.isEmpty();
    }

    @Override
    public void whenReady(Runnable consumer) {
      throw new UnsupportedOperationException();
    }
  }
}
