package chat.parley.engine.domain;

/** What text is acceptable. Each method answers null for good text, else what is wrong with it. */
public final class Texts {

  private Texts() {}

  /** A message's content: 1 to {@link Limits#CONTENT} code points, not blank, well formed. */
  public static String contentComplaint(String content) {
    String complaint = malformed(content);
    if (complaint != null) {
      return "content " + complaint;
    }
    return isBlank(content) ? "content must not be blank" : null;
  }

  /** Whether a content is above its limit; told apart since it has a code of its own. */
  public static boolean isTooLong(String content) {
    return content.length() > Limits.CONTENT
        && content.codePointCount(0, content.length()) > Limits.CONTENT;
  }

  /** A short line of 1 to {@code max} code points without control characters. */
  public static String lineComplaint(String field, String text, int max) {
    String complaint = malformed(text);
    if (complaint != null) {
      return field + " " + complaint;
    }
    if (isBlank(text) || text.codePointCount(0, text.length()) > max) {
      return field + " must have 1 to " + max + " characters and not be blank";
    }
    if (text.codePoints().anyMatch(Character::isISOControl)) {
      return field + " must not contain control characters";
    }
    return null;
  }

  private static boolean isBlank(String text) {
    return text.codePoints().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c));
  }

  /** NUL cannot be stored by Postgres; a lone surrogate is no character and has no UTF-8. */
  private static String malformed(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return "must not contain NUL";
      }
      if (Character.isHighSurrogate(c)) {
        if (i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))) {
          return "must not contain lone surrogates";
        }
        i++;
      } else if (Character.isLowSurrogate(c)) {
        return "must not contain lone surrogates";
      }
    }
    return null;
  }
}
