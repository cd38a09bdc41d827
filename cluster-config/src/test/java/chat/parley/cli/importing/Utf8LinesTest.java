package chat.parley.cli.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Utf8LinesTest {

  @Test
  void takesLinesWithAnyEnd() {
    assertThat(Utf8Lines.of("a\r\nb\n\nc".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(new Utf8Lines(java.util.List.of("a", "b", "", "c"), 0));
    assertThat(Utf8Lines.of(new byte[0]).lines()).isEmpty();
  }

  @Test
  void replacesAndCountsBrokenBytes() {
    byte[] bytes = {'a', (byte) 0xe4, 'b', '\n', 'c', (byte) 0xf0, (byte) 0x9f, '\n', 0, 'd'};

    Utf8Lines lines = Utf8Lines.of(bytes);

    assertThat(lines.lines()).containsExactly("a\ufffdb", "c\ufffd", "\ufffdd");
    assertThat(lines.replaced()).isEqualTo(4);
  }
}
