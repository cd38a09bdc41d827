package chat.parley.http.importing;

import static org.assertj.core.api.Assertions.assertThat;

import akka.util.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineSplitterTest {

  private static List<String> split(String text, int pieces) {
    LineSplitter splitter = new LineSplitter();
    List<LineSplitter.Line> lines = new ArrayList<>();
    for (int i = 0; i < text.length(); i += pieces) {
      lines.addAll(
          splitter.feed(
              ByteString.fromString(text.substring(i, Math.min(text.length(), i + pieces)))));
    }
    splitter.last().ifPresent(lines::add);
    return lines.stream()
        .map(
            line ->
                line.number()
                    + (line.bytes() == null
                        ? " too long"
                        : " " + new String(line.bytes(), StandardCharsets.UTF_8)))
        .toList();
  }

  @Test
  void linesAreTheSameHoweverTheBytesCome() {
    for (int pieces = 1; pieces < 12; pieces++) {
      assertThat(split("one\ntwo\n\nfour", pieces))
          .containsExactly("1 one", "2 two", "3 ", "4 four");
      assertThat(split("one\n", pieces)).containsExactly("1 one");
    }
    assertThat(split("", 1)).isEmpty();
  }

  @Test
  void aLineThatIsTooLongIsDroppedAndCounted() {
    String endless = "x".repeat(LineSplitter.LONGEST + 1);

    assertThat(split("one\n" + endless + "\nthree\n" + endless, 1_000))
        .containsExactly("1 one", "2 too long", "3 three", "4 too long");
    assertThat(split("x".repeat(LineSplitter.LONGEST) + "\n", 1_000))
        .hasSize(1)
        .noneMatch(line -> line.endsWith("too long"));
  }
}
