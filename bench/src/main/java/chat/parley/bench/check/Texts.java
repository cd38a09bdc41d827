package chat.parley.bench.check;

import java.util.List;
import java.util.SplittableRandom;

/** What people write: short and long, in several scripts, no two alike. */
final class Texts {

  private static final List<String> PIECES =
      List.of(
          "hello",
          "你好",
          "お疲れさまです",
          "مرحبا بكم",
          "שלום",
          "Grüße",
          "नमस्ते",
          "👩‍👩‍👧‍👦",
          "e\u0301te\u0301",
          "\"quoted\\\"",
          "<b>not bold</b>",
          "line\nbreak",
          "the meeting is at ten",
          "привет");

  private Texts() {}

  /** A text that holds the key, so that it is told from every other. */
  static String of(String key, SplittableRandom random) {
    StringBuilder text = new StringBuilder(key);
    int pieces = random.nextInt(1, 12);
    for (int i = 0; i < pieces; i++) {
      text.append(' ').append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }
}
