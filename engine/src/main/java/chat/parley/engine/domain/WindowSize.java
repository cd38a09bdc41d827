package chat.parley.engine.domain;

/**
 * How much of its newest messages a room keeps in memory.
 *
 * @param messages at most so many, 1 or more
 * @param bytes and at most so many bytes by {@link Message#weight}; the newest stays in any case
 */
public record WindowSize(int messages, int bytes) {

  public static final WindowSize DEFAULT = new WindowSize(100, 512 * 1024);

  public WindowSize {
    if (messages < 1 || bytes < 1) {
      throw new IllegalArgumentException("a window holds at least one message");
    }
  }
}
