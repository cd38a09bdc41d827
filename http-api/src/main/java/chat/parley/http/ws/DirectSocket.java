package chat.parley.http.ws;

import akka.stream.Attributes;
import akka.stream.FlowShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.stage.AsyncCallback;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import akka.stream.stage.InHandler;
import akka.stream.stage.OutHandler;
import akka.stream.stage.TimerGraphStageLogic;
import akka.util.ByteString;
import chat.parley.engine.session.Connection;
import chat.parley.engine.session.Outgoing;
import chat.parley.engine.session.SessionRequest;
import chat.parley.engine.session.Sessions;
import chat.parley.http.wire.FrameReader;
import chat.parley.http.ws.frame.FrameDecoder;
import chat.parley.http.ws.frame.ServerFrames;
import java.io.ByteArrayOutputStream;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * One WebSocket, from the bytes of its connection to its session and back. The session is opened
 * when the connection has been upgraded, and closed in whatever way it ends.
 *
 * <p>It holds nothing back: the outbox is written when the socket can take ({@link SocketWriter}),
 * and more is read only when the answers to pings have been taken.
 */
final class DirectSocket extends GraphStage<FlowShape<ByteString, ByteString>> {

  /** From the first byte of a message to its last, and from our last frame to the very end. */
  record Patience(Duration message, Duration close) {
    static final Patience DEFAULT = new Patience(Inbound.WHOLE_WITHIN, Duration.ofSeconds(3));
  }

  private enum Phase {
    OPEN,
    /** The session has ended and the close frame is sent: the client's is awaited. */
    CLOSING,
    /** Both have closed, or the protocol was broken: nothing comes after what waits. */
    CLOSED
  }

  private enum Timer {
    MESSAGE,
    CLOSE
  }

  /** The peer neither takes its last frames nor goes away: the connection is cut. */
  private static final class Stuck extends RuntimeException {
    private static final long serialVersionUID = 1;

    Stuck() {
      super("the socket takes nothing", null, false, false);
    }
  }

  private final Sessions sessions;
  private final Connection connection;
  private final Outgoing.Encoder frames;
  private final Patience patience;
  private final SocketChannel channel;
  private final Inlet<ByteString> in = Inlet.create("received");
  private final Outlet<ByteString> out = Outlet.create("sent");
  private final FlowShape<ByteString, ByteString> shape = FlowShape.of(in, out);

  /**
   * @param frames gives each push as a whole text frame
   * @param channel the connection's, null when it is not known
   */
  DirectSocket(
      Sessions sessions,
      Connection connection,
      Outgoing.Encoder frames,
      Patience patience,
      SocketChannel channel) {
    this.sessions = sessions;
    this.connection = connection;
    this.frames = frames;
    this.patience = patience;
    this.channel = channel;
  }

  @Override
  public FlowShape<ByteString, ByteString> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes inheritedAttributes) {
    return new Logic();
  }

  private final class Logic extends TimerGraphStageLogic
      implements InHandler, OutHandler, FrameDecoder.Listener {

    private final FrameDecoder decoder =
        new FrameDecoder(FrameReader.MAX_BYTES, Inbound.READ_AND_FORGOTTEN, this);
    private Sessions.Session session;
    private SocketWriter writer;
    private Phase phase = Phase.OPEN;
    private boolean sessionClosed;

    /** Control frames that have not been sent; null for none. */
    private ByteArrayOutputStream answers;

    /** The message whose end is waited for, as the decoder counts; 0 for none. */
    private int awaited;

    Logic() {
      super(shape);
      setHandlers(in, out, this);
    }

    @Override
    public void preStart() {
      session = sessions.open(connection);
      OutboxFrames waiting = new OutboxFrames(session.outbox(), frames);
      writer = new SocketWriter(channel, waiting);
      AsyncCallback<Boolean> ready = createAsyncCallback(ignored -> onReady());
      session
          .outbox()
          .whenReady(
              () -> {
                if (writer.flush()) {
                  ready.invoke(true);
                }
              });
      pull(in);
    }

    @Override
    public void postStop() {
      if (session != null) {
        closeSession();
      }
    }

    private void closeSession() {
      if (!sessionClosed) {
        sessionClosed = true;
        session.closed();
      }
    }

    // In.

    @Override
    public void onPush() {
      writer.heard();
      byte[] bytes = grab(in).toArrayUnsafe();
      decoder.decode(bytes, 0, bytes.length);
      watch();
      if (isAvailable(out)) {
        send();
      }
      readOn();
    }

    private void readOn() {
      if (answers == null && !isClosed(in) && !hasBeenPulled(in)) {
        pull(in);
      }
    }

    /** A message that has begun has to end in time. */
    private void watch() {
      if (phase != Phase.OPEN || !decoder.isMidway()) {
        if (awaited != 0) {
          awaited = 0;
          cancelTimer(Timer.MESSAGE);
        }
      } else if (awaited != decoder.begun()) {
        awaited = decoder.begun();
        scheduleOnce(Timer.MESSAGE, patience.message());
      }
    }

    @Override
    public void text(String text) {
      if (phase == Phase.OPEN) {
        FrameReader.read(text).ifPresent(session::receive);
      }
    }

    @Override
    public void binary() {
      receive(new SessionRequest.Garbage("binary frames are not understood"));
    }

    @Override
    public void tooLarge() {
      receive(new SessionRequest.TooLarge());
    }

    private void receive(SessionRequest request) {
      if (phase == Phase.OPEN) {
        session.receive(request);
      }
    }

    @Override
    public void ping(byte[] payload) {
      if (phase == Phase.OPEN) {
        answer(ServerFrames.pong(payload));
      }
    }

    @Override
    public void close(int code) {
      part(ServerFrames.close(code, ""));
    }

    @Override
    public void violation(int code, String reason) {
      part(ServerFrames.close(code, reason));
    }

    /** The last frame, unless ours was sent before: then theirs was the last. */
    private void part(byte[] close) {
      if (phase == Phase.CLOSING) {
        complete(out);
      } else {
        writer.shut();
        answer(close);
        closeSession();
        scheduleOnce(Timer.CLOSE, patience.close());
      }
      phase = Phase.CLOSED;
    }

    private void answer(byte[] frame) {
      answers = answers == null ? new ByteArrayOutputStream(frame.length) : answers;
      answers.write(frame, 0, frame.length);
    }

    // Out.

    @Override
    public void onPull() {
      send();
      readOn();
    }

    private void onReady() {
      if (isAvailable(out)) {
        send();
        readOn();
      } else if (phase == Phase.OPEN && writer.isLast() && !isTimerActive(Timer.CLOSE)) {
        scheduleOnce(Timer.CLOSE, patience.close()); // the session waits for this socket no more
      }
    }

    private void send() {
      ByteString left = writer.write(answers());
      if (writer.failure() != null) {
        failStage(writer.failure());
        return;
      }
      if (phase == Phase.OPEN && writer.isShut()) {
        phase = Phase.CLOSING;
        scheduleOnce(Timer.CLOSE, patience.close());
      }
      if (left != null) {
        push(out, left);
      } else if (phase == Phase.CLOSING) {
        closeSession(); // its last word has been taken
      }
      if (phase == Phase.CLOSED) {
        complete(out);
      }
    }

    private ByteString answers() {
      ByteString frames =
          answers == null ? null : ByteString.fromArrayUnsafe(answers.toByteArray());
      answers = null;
      return frames;
    }

    @Override
    public void onTimer(Object timer) {
      if (timer == Timer.MESSAGE) {
        tooLarge();
      } else if (isClosed(out) || isAvailable(out)) {
        completeStage();
      } else {
        failStage(new Stuck());
      }
    }
  }
}
