package chat.parley.http.ws;

import akka.http.javadsl.model.ws.Message;
import akka.http.javadsl.model.ws.TextMessage;
import akka.stream.Attributes;
import akka.stream.Outlet;
import akka.stream.SourceShape;
import akka.stream.stage.AbstractOutHandler;
import akka.stream.stage.AsyncCallback;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import chat.parley.engine.session.Outgoing;
import chat.parley.engine.session.Sessions;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * What waits in a session's outbox, as text frames. It holds nothing back itself: it takes from the
 * outbox only when the socket can take, and then joins all that waits into one frame.
 */
final class OutboxSource extends GraphStage<SourceShape<Message>> {

  /** Bytes up to which pushes are joined; a push above that travels alone. */
  static final int JOINED_BYTES = 64 * 1024;

  private final Sessions.Outbox outbox;
  private final Outgoing.Encoder encoder;
  private final Outlet<Message> out = Outlet.create("frames");
  private final SourceShape<Message> shape = SourceShape.of(out);

  OutboxSource(Sessions.Outbox outbox, Outgoing.Encoder encoder) {
    this.outbox = outbox;
    this.encoder = encoder;
  }

  @Override
  public SourceShape<Message> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes inheritedAttributes) {
    return new Logic();
  }

  private final class Logic extends GraphStageLogic {

    private final ByteArrayOutputStream frame = new ByteArrayOutputStream(1024);

    /** Taken from the outbox, and too large for the frame that it would have joined. */
    private byte[] left;

    Logic() {
      super(shape);
      setHandler(
          out,
          new AbstractOutHandler() {
            @Override
            public void onPull() {
              deliver();
            }
          });
    }

    @Override
    public void preStart() {
      AsyncCallback<Boolean> ready = createAsyncCallback(ignored -> deliver());
      outbox.whenReady(() -> ready.invoke(true));
    }

    private void deliver() {
      if (!isAvailable(out)) {
        if (outbox.isFinished()) {
          complete(out); // the last word was not taken in time: the socket is stuck
        }
        return;
      }
      collect();
      if (frame.size() > 0) {
        push(out, TextMessage.create(frame.toString(StandardCharsets.UTF_8)));
        frame.reset();
      } else if (outbox.isFinished()) {
        complete(out);
      }
    }

    private void collect() {
      byte[] next = left != null ? left : poll();
      while (next != null && fits(next)) {
        if (frame.size() > 0) {
          frame.write('\n');
        }
        frame.write(next, 0, next.length);
        next = poll();
      }
      left = next;
    }

    private boolean fits(byte[] next) {
      return frame.size() == 0 || frame.size() + 1 + next.length <= JOINED_BYTES;
    }

    private byte[] poll() {
      Outgoing outgoing = outbox.poll();
      return outgoing == null ? null : outgoing.bytes(encoder);
    }
  }
}
