package chat.parley.bench.operations;

import java.util.Locale;

/** What a member does. */
enum Kind {
  SEND,
  /** A SYSTEM message, which counts for nobody. */
  NOTICE,
  EDIT,
  DELETE,
  READ,
  JOIN,
  LEAVE,
  MUTE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
