package chat.parley.http.ws;

import akka.util.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * Writes what waits in an outbox: straight into the socket, in the thread that has put it there, as
 * long as the socket takes all of it; else by the stream of its connection, which waits for it.
 *
 * <p>The two must never write at the same time, and a stream does not tell when the system has
 * taken its bytes. So a socket is written only when the client has answered, for then it has what
 * the stream wrote before, and one that once left something over is the stream's from there on.
 */
final class SocketWriter {

  private enum Way {
    /** The stream's part of the handshake may still be under way. */
    UNKNOWN,
    SOCKET,
    STREAM
  }

  private final SocketChannel channel;
  private final OutboxFrames waiting;
  private Way way;

  /** Nothing out of the outbox may follow any more. */
  private boolean shut;

  /** What the socket has not taken, until the stream fetches it. */
  private ByteString rest;

  private IOException failure;

  /**
   * @param channel null when it is not known: then everything goes by the stream
   */
  SocketWriter(SocketChannel channel, OutboxFrames waiting) {
    this.channel = channel;
    this.waiting = waiting;
    this.way = channel == null ? Way.STREAM : Way.UNKNOWN;
  }

  /** The client has sent something since the handshake. */
  synchronized void heard() {
    if (way == Way.UNKNOWN) {
      way = Way.SOCKET;
    }
  }

  /** Something may wait. For any thread; true when the stream has to see to it. */
  synchronized boolean flush() {
    if (shut) {
      return false;
    }
    if (way == Way.SOCKET) {
      rest = writeWaiting();
    }
    return way != Way.SOCKET || failure != null || waiting.isLast();
  }

  /**
   * Writes these bytes, what waits, and the close frame after the last of it. For the stream, when
   * it may push.
   *
   * @param first null for none
   * @return what it has to push, null for nothing
   */
  synchronized ByteString write(ByteString first) {
    ByteString left = rest;
    rest = null;
    if (first != null) {
      left = write(left, first);
    }
    if (!shut) {
      left = way == Way.SOCKET ? writeWaiting() : join(left, waiting.next());
      if (waiting.isFinished()) {
        shut = true;
        left = write(left, ByteString.fromArrayUnsafe(waiting.close()));
      }
    }
    if (left != null) {
      way = Way.STREAM;
    }
    return left;
  }

  /** Nothing more out of the outbox, whoever puts it there. */
  synchronized void shut() {
    shut = true;
  }

  /** The close frame was written after the last of the outbox, or {@link #shut} said so. */
  synchronized boolean isShut() {
    return shut;
  }

  /** Nothing will be put into the outbox any more, and all that was has been taken out. */
  synchronized boolean isLast() {
    return waiting.isLast();
  }

  /** Why the socket takes nothing more, null while it does. */
  synchronized IOException failure() {
    return failure;
  }

  private ByteString writeWaiting() {
    ByteString left = null;
    while (way == Way.SOCKET && failure == null) {
      byte[] frame = waiting.next();
      if (frame == null) {
        return null;
      }
      left = write(null, ByteString.fromArrayUnsafe(frame));
    }
    return left;
  }

  /** What is left of both. */
  private ByteString write(ByteString before, ByteString bytes) {
    if (way != Way.SOCKET) {
      return before == null ? bytes : before.concat(bytes);
    }
    try {
      ByteBuffer buffer = bytes.asByteBuffer();
      channel.write(buffer);
      if (buffer.hasRemaining()) {
        way = Way.STREAM;
        return bytes.drop(buffer.position());
      }
    } catch (IOException e) {
      failure = e;
      shut = true;
    }
    return null;
  }

  private static ByteString join(ByteString before, byte[] frame) {
    if (frame == null) {
      return before;
    }
    ByteString bytes = ByteString.fromArrayUnsafe(frame);
    return before == null ? bytes : before.concat(bytes);
  }
}
