package chat.parley.engine.domain;

import java.util.List;

/**
 * Tells a repeated send from another one under the same clientMessageId: 64 bits (FNV-1a,
 * isthe.com/chongo/tech/comp/fnv) of content, type, answered message and mentions.
 */
public final class Fingerprints {

  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private Fingerprints() {}

  public static long of(
      String content, ContentType contentType, String replyTo, List<String> mentions) {
    long hash = add(OFFSET, content);
    hash = add(hash, contentType.name());
    hash = add(hash, replyTo == null ? "" : replyTo);
    for (String mention : mentions) {
      hash = add(hash, mention);
    }
    return hash;
  }

  private static long add(long hash, String text) {
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * PRIME;
    }
    return (hash ^ 0xffff) * PRIME;
  }
}
