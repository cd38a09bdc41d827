package chat.parley.cli.importing;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines of a file that should be UTF-8. What is no UTF-8, and NUL, which no database text can
 * hold, is replaced by U+FFFD and counted.
 *
 * @param replaced bytes that were replaced
 */
public record Utf8Lines(List<String> lines, int replaced) {

  public Utf8Lines {
    lines = List.copyOf(lines);
  }

  /** Lines end with LF or CRLF; the last one may have no end. */
  public static Utf8Lines of(byte[] bytes) {
    List<String> lines = new ArrayList<>();
    Decoding decoding = new Decoding();
    int start = 0;
    for (int i = 0; i <= bytes.length; i++) {
      boolean end = i == bytes.length;
      if (end ? start < i : bytes[i] == '\n') {
        int length = i - start - (i > start && bytes[i - 1] == '\r' ? 1 : 0);
        lines.add(decoding.decode(ByteBuffer.wrap(bytes, start, length)));
        start = i + 1;
      }
    }
    return new Utf8Lines(lines, decoding.replaced);
  }

  private static final class Decoding {
    private final CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private int replaced;

    String decode(ByteBuffer line) {
      CharBuffer out = CharBuffer.allocate(line.remaining() + 1);
      decoder.reset();
      CoderResult result = decoder.decode(line, out, true);
      while (result.isError()) {
        line.position(line.position() + result.length());
        replaced += result.length();
        out.put('\ufffd');
        result = decoder.decode(line, out, true);
      }
      return withoutNul(out.flip().toString());
    }

    private String withoutNul(String text) {
      replaced += (int) text.chars().filter(c -> c == 0).count();
      return text.replace('\0', '\ufffd');
    }
  }
}
