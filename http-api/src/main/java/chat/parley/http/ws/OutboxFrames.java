package chat.parley.http.ws;

import chat.parley.engine.session.Outgoing;
import chat.parley.engine.session.SessionPush;
import chat.parley.engine.session.Sessions;
import chat.parley.http.ws.frame.CloseCode;
import chat.parley.http.ws.frame.ServerFrames;
import java.util.ArrayList;
import java.util.List;

/**
 * What waits in a session's outbox, as ready-made frames. One that waits alone is the very bytes
 * that all sockets share; only what travels together is copied, into one frame.
 */
final class OutboxFrames {

  private static final byte[] NORMAL = ServerFrames.close(CloseCode.NORMAL, "");

  private final Sessions.Outbox outbox;
  private final Outgoing.Encoder frames;

  /** Taken from the outbox, and too large for the frame that it would have joined. */
  private byte[] left;

  private SessionPush.Code lastWord;

  /**
   * @param frames gives each push as a whole text frame
   */
  OutboxFrames(Sessions.Outbox outbox, Outgoing.Encoder frames) {
    this.outbox = outbox;
    this.frames = frames;
  }

  /** The next frame, with all that waits up to {@link OutboxSource#JOINED_BYTES}; null for none. */
  byte[] next() {
    byte[] first = left != null ? left : poll();
    left = null;
    if (first == null) {
      return null;
    }
    byte[] next = poll();
    if (next == null) {
      return first;
    }
    List<byte[]> together = new ArrayList<>();
    together.add(first);
    int size = ServerFrames.payload(first);
    while (next != null && size + 1 + ServerFrames.payload(next) <= OutboxSource.JOINED_BYTES) {
      size += 1 + ServerFrames.payload(next);
      together.add(next);
      next = poll();
    }
    left = next;
    return together.size() == 1 ? first : ServerFrames.joined(together);
  }

  /** Everything has been taken, and nothing more will come. */
  boolean isFinished() {
    return left == null && outbox.isFinished();
  }

  /** Nothing more will come out of the outbox than was taken from it. */
  boolean isLast() {
    return outbox.isFinished();
  }

  /** The close frame that fits the session's last word. */
  byte[] close() {
    return lastWord == null ? NORMAL : ServerFrames.close(lastWord.number(), lastWord.reason());
  }

  private byte[] poll() {
    Outgoing outgoing = outbox.poll();
    if (outgoing == null) {
      return null;
    }
    if (outgoing.push() instanceof SessionPush.Bye bye) {
      lastWord = bye.code();
    }
    return outgoing.bytes(frames);
  }
}
