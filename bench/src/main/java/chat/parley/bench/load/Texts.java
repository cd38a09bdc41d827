package chat.parley.bench.load;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What is written: each text starts with its {@link Tag}, the rest is one of a few that go round.
 */
final class Texts {

  private static final List<String> PIECES =
      List.of(
          "the meeting is at ten ",
          "你好，今天几点开会？ ",
          "お疲れさまです ",
          "привет, как дела? ",
          "مرحبا بكم جميعا ",
          "Grüße aus Köln ",
          "नमस्ते दोस्तों ",
          "👍🎉 ok ");

  private final List<byte[]> tails;

  private Texts(List<byte[]> tails) {
    this.tails = tails;
  }

  /** Texts of so many bytes in UTF-8, in several scripts. */
  static Texts ofBytes(int bytes) {
    List<byte[]> tails = new ArrayList<>();
    for (int first = 0; first < PIECES.size(); first++) {
      tails.add(filler(first, Math.max(1, bytes - Tag.BYTES)));
    }
    return new Texts(tails);
  }

  /** The texts that are given, as they are, after the tag. */
  static Texts of(List<String> given) {
    return new Texts(given.stream().map(Texts::quoted).toList());
  }

  private static byte[] quoted(String text) {
    return JsonStringEncoder.getInstance().quoteAsUTF8(text);
  }

  /** Whole characters only; spaces fill what is left. */
  private static byte[] filler(int first, int bytes) {
    StringBuilder text = new StringBuilder();
    int used = 0;
    for (int piece = first; used < bytes; piece++) {
      int[] points = PIECES.get(piece % PIECES.size()).codePoints().toArray();
      for (int point : points) {
        String one = Character.toString(point);
        int size = one.getBytes(StandardCharsets.UTF_8).length;
        boolean fits = used + size <= bytes;
        text.append(fits ? one : " ".repeat(bytes - used));
        used = fits ? used + size : bytes;
        if (used == bytes) {
          break;
        }
      }
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The text of a send as it stands between the quotes of a JSON string. */
  byte[] inJson(int number) {
    byte[] tail = tails.get(number % tails.size());
    byte[] text = new byte[Tag.BYTES + tail.length];
    Tag.put(text, 0, number);
    System.arraycopy(tail, 0, text, Tag.BYTES, tail.length);
    return text;
  }
}
