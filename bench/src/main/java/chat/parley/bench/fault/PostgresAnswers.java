package chat.parley.bench.fault;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Follows one connection of the PostgreSQL protocol (version 3, "Message Formats" in its manual)
 * without keeping its bytes, and finds the answer that is to be kept from the client. A connection
 * that is encrypted, or speaks something else, is left alone.
 *
 * <p>The answer to a statement outside a transaction comes out of the server before that statement
 * is committed, though mostly in the same packet with what follows. So a connection is cut not at
 * the answer but at the ReadyForQuery after it: then the server has done what it says.
 */
final class PostgresAnswers {

  private static final int SSL_REQUEST = 80877103;
  private static final int GSS_REQUEST = 80877104;
  private static final int FIRST_BYTES = 8;
  private static final int LONGEST_STARTUP = 10_000;
  private static final int HEADER_BYTES = 5;
  private static final int LENGTH_BYTES = 4;
  private static final int LONGEST_TAG = 64;

  private final AnswerCut cut;
  private final byte[] tag = new byte[LONGEST_TAG];
  private long first;
  private int firstSeen;
  private boolean started;
  private boolean opaque;
  private int bareAnswers;
  private byte type;
  private int headerSeen;
  private int length;
  private int bodyLeft;
  private int tagLength;
  private boolean withholding;
  private boolean complete;

  PostgresAnswers(AnswerCut cut) {
    this.cut = cut;
  }

  /** Looks at what the client says, as far as that changes what the server's bytes mean. */
  void asked(ByteBuffer bytes) {
    for (int at = bytes.position(); at < bytes.limit() && !started; at++) {
      first = first << Byte.SIZE | Byte.toUnsignedLong(bytes.get(at));
      firstSeen++;
      if (firstSeen == FIRST_BYTES) {
        firstSeen = 0;
        begin((int) (first >>> Integer.SIZE), (int) first);
      }
    }
  }

  private void begin(int messageLength, int code) {
    if (messageLength == FIRST_BYTES && (code == SSL_REQUEST || code == GSS_REQUEST)) {
      bareAnswers++;
    } else {
      started = true;
      boolean postgres =
          code >>> Short.SIZE == 3
              && messageLength >= FIRST_BYTES
              && messageLength <= LONGEST_STARTUP;
      opaque |= !postgres;
    }
  }

  /** Looks at what the server says; false when the client is not to hear it. */
  boolean answered(ByteBuffer bytes) {
    int at = bytes.position();
    while (at < bytes.limit() && !opaque && !complete) {
      if (headerSeen == HEADER_BYTES) {
        at += body(bytes, at);
      } else if (headerSeen == 0 && bareAnswers > 0) {
        at += bare(bytes.get(at));
      } else {
        header(bytes.get(at));
        at++;
      }
    }
    return !withholding;
  }

  /** Whether an answer is being kept back. */
  boolean withholding() {
    return withholding;
  }

  /** Whether an answer was kept back and the server is done with what it answered. */
  boolean complete() {
    return complete;
  }

  /** One byte answers the question for encryption; an old server sends a whole error instead. */
  private int bare(byte answer) {
    bareAnswers--;
    opaque = answer != 'N' && answer != 'E';
    return answer == 'N' ? 1 : 0;
  }

  private void header(byte next) {
    if (headerSeen == 0) {
      opaque = !started && next != 'E';
      type = next;
      length = 0;
    } else {
      length = length << Byte.SIZE | Byte.toUnsignedInt(next);
    }
    headerSeen++;
    if (headerSeen == HEADER_BYTES) {
      bodyLeft = length - LENGTH_BYTES;
      tagLength = 0;
      opaque |= bodyLeft < 0;
      endIfWhole();
    }
  }

  private int body(ByteBuffer bytes, int at) {
    int count = Math.min(bodyLeft, bytes.limit() - at);
    if (type == 'C') {
      int kept = Math.min(count, LONGEST_TAG - tagLength);
      bytes.get(at, tag, tagLength, kept);
      tagLength += kept;
    }
    bodyLeft -= count;
    endIfWhole();
    return count;
  }

  private void endIfWhole() {
    if (bodyLeft > 0 || opaque) {
      return;
    }
    headerSeen = 0;
    if (type == 'C' && !withholding && cut.armed()) {
      withholding = cut.takes(tag());
    } else if (type == 'Z') {
      complete = withholding;
    }
  }

  /** It ends with a zero byte. */
  private String tag() {
    return new String(tag, 0, Math.max(0, tagLength - 1), StandardCharsets.UTF_8);
  }
}
