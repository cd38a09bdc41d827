package chat.parley.bench.fault;

import java.nio.ByteBuffer;

/**
 * Bytes between two sockets, or the end of a stream.
 *
 * @param readAt in {@link System#nanoTime}
 */
record Chunk(ByteBuffer bytes, long readAt, boolean isEnd) {

  private static final ByteBuffer NONE = ByteBuffer.allocate(0);

  Chunk(ByteBuffer bytes, long readAt) {
    this(bytes, readAt, false);
  }

  static Chunk end(long readAt) {
    return new Chunk(NONE, readAt, true);
  }

  /** Whether the bytes are in the buffer that everybody reads into; copies never are. */
  boolean isBorrowed() {
    return bytes.isDirect();
  }

  Chunk copy() {
    return new Chunk(ByteBuffer.allocate(bytes.remaining()).put(bytes).flip(), readAt);
  }
}
