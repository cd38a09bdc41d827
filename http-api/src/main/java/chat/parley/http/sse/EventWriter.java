package chat.parley.http.sse;

import chat.parley.engine.session.Outgoing;
import chat.parley.engine.session.SessionPush;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Pushes as events of a stream (WHATWG HTML, section 9.2). Bytes that all readers of a push share
 * are copied as they are; Akka HTTP's own events are strings, which would be decoded and encoded
 * again for each reader.
 */
final class EventWriter {

  private static final byte[] DATA = ascii("data: ");
  private static final byte[] ALIVE = ascii(":\n\n");

  private final Outgoing.Encoder data;
  private final Positions positions;
  private final int retryMs;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);

  /**
   * @param data the door's one encoder, see {@link #data}
   * @param positions moves on with what is written
   * @param retryMs when a reader comes back whose stream ends without a last word
   */
  EventWriter(Outgoing.Encoder data, Positions positions, int retryMs) {
    this.data = data;
    this.positions = positions;
    this.retryMs = retryMs;
  }

  /** The part of an event that is the same for every reader. JSON has no line breaks in it. */
  static Outgoing.Encoder data(Outgoing.Encoder json) {
    return push -> {
      byte[] object = json.encode(push);
      byte[] line = new byte[DATA.length + object.length + 1];
      System.arraycopy(DATA, 0, line, 0, DATA.length);
      System.arraycopy(object, 0, line, DATA.length, object.length);
      line[line.length - 1] = '\n';
      return line;
    };
  }

  void write(Outgoing outgoing) {
    SessionPush push = outgoing.push();
    if (push instanceof SessionPush.Ping) {
      out.writeBytes(ALIVE);
      return;
    }
    if (push instanceof SessionPush.Hello) {
      field("retry: ", retryMs);
    } else if (push instanceof SessionPush.Bye bye && bye.retryAfterMs() > 0) {
      field("retry: ", bye.retryAfterMs());
    }
    out.writeBytes(outgoing.bytes(data));
    if (push instanceof SessionPush.Event event) {
      reached(event.roomId(), event.change().rev());
    } else if (push instanceof SessionPush.SyncedRoom synced) {
      reached(synced.roomId(), synced.synced().rev());
    }
    out.write('\n');
  }

  private void reached(String roomId, long rev) {
    positions.reached(roomId, rev);
    field("id: ", positions);
  }

  private void field(String name, Object value) {
    out.writeBytes(ascii(name + value + "\n"));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  int size() {
    return out.size();
  }

  /** What was written since the last time. */
  byte[] take() {
    byte[] bytes = out.toByteArray();
    out.reset();
    return bytes;
  }
}
