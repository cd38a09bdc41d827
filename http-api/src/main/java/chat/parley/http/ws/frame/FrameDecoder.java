package chat.parley.http.ws.frame;

/**
 * What a client sends, put together to messages (RFC 6455, 5 and 7). It takes bytes in pieces of
 * any cut and holds no more than the message that has begun, at most twice what has come of it.
 * After a close frame or a violation it looks at nothing any more.
 */
public final class FrameDecoder {

  /** Hears what has come, in order. */
  public interface Listener {

    /** A text message. */
    void text(String text);

    /** A binary message has ended; its content was forgotten. */
    void binary();

    /** A message above the size limit has ended, or no end of it is in sight. */
    void tooLarge();

    void ping(byte[] payload);

    /** The client closes; {@code code} is {@link CloseCode#NONE} when it gave none. */
    void close(int code);

    /** The client broke the protocol: the connection has to be closed with this. */
    void violation(int code, String reason);
  }

  private final int maxMessage;
  private final long maxForgotten;
  private final Listener listener;
  private final FrameHead head = new FrameHead();
  private long left;
  private byte[] control;
  private Message message;
  private boolean said;
  private int begun;
  private boolean ended;

  /**
   * @param maxMessage bytes that a text message may have
   * @param maxForgotten bytes of a message that is not wanted, after which it is said to be too
   *     large without waiting for its end
   */
  public FrameDecoder(int maxMessage, long maxForgotten, Listener listener) {
    this.maxMessage = maxMessage;
    this.maxForgotten = maxForgotten;
    this.listener = listener;
  }

  /** Takes the next bytes, from {@code from} up to {@code to}. */
  public void decode(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && !ended) {
      if (head.isComplete()) {
        int count = (int) Math.min(to - at, left);
        payload(bytes, at, count);
        at += count;
      } else {
        head(bytes[at++] & 0xff);
      }
    }
  }

  /** Whether a message or frame has begun and not ended. */
  public boolean isMidway() {
    return !ended && (message != null || head.hasBegun());
  }

  /** Messages, and frames outside messages, that have begun so far; tells one from the next. */
  public int begun() {
    return begun;
  }

  private void head(int octet) {
    if (!isMidway()) {
      begun++;
    }
    String wrong = head.take(octet);
    if (wrong != null) {
      violation(CloseCode.PROTOCOL_ERROR, wrong);
    } else if (head.isComplete()) {
      begin();
    }
  }

  private void begin() {
    left = head.length();
    if (head.isControl()) {
      control = new byte[(int) left];
    } else {
      boolean continues = head.opcode() == Opcode.CONTINUATION;
      if (continues == (message == null)) {
        violation(
            CloseCode.PROTOCOL_ERROR,
            continues ? "nothing to continue" : "the message before has not ended");
        return;
      }
      if (!continues) {
        message = new Message(head.opcode() == Opcode.BINARY, maxMessage);
      }
      message.frame(left);
    }
    if (left == 0) {
      endOfFrame();
    }
  }

  private void payload(byte[] bytes, int at, int count) {
    long offset = head.length() - left;
    int mask = head.maskAt(offset);
    left -= count;
    if (control != null) {
      Masking.unmask(bytes, at, control, (int) offset, count, mask);
    } else if (!message.take(bytes, at, count, mask)) {
      violation(CloseCode.NOT_UTF_8, "text that is no UTF-8");
      return;
    } else if (message.forgotten() > maxForgotten && !said) {
      said = true;
      listener.tooLarge();
    }
    if (left == 0) {
      endOfFrame();
    }
  }

  private void endOfFrame() {
    head.reset();
    if (control != null) {
      byte[] payload = control;
      control = null;
      if (head.opcode() == Opcode.CLOSE) {
        close(payload);
      } else if (head.opcode() == Opcode.PING) {
        listener.ping(payload);
      }
    } else if (head.isLast()) {
      endOfMessage();
    }
  }

  private void endOfMessage() {
    Message whole = message;
    message = null;
    if (said) {
      said = false;
    } else if (whole.isBinary()) {
      listener.binary();
    } else if (!whole.isWanted()) {
      listener.tooLarge();
    } else if (whole.isWhole()) {
      listener.text(whole.text());
    } else {
      violation(CloseCode.NOT_UTF_8, "text that ends within a character");
    }
  }

  private void close(byte[] payload) {
    int code = payload.length < 2 ? 0 : (payload[0] & 0xff) << 8 | payload[1] & 0xff;
    Utf8 reason = new Utf8();
    if (payload.length == 0) {
      end();
      listener.close(CloseCode.NONE);
    } else if (!CloseCode.isAllowed(code)) {
      violation(CloseCode.PROTOCOL_ERROR, "a close code that is none");
    } else if (!reason.accept(payload, 2, payload.length) || !reason.isWhole()) {
      violation(CloseCode.NOT_UTF_8, "a reason that is no UTF-8");
    } else {
      end();
      listener.close(code);
    }
  }

  private void violation(int code, String reason) {
    end();
    listener.violation(code, reason);
  }

  private void end() {
    ended = true;
    message = null;
    control = null;
  }
}
