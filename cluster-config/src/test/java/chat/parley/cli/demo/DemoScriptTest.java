package chat.parley.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.cli.importing.IrcLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoScriptTest {

  private static final String LOG =
      """
      [10:00] <ada> one
      [10:00] <bo> ada: two
      === cy [c@host]  has joined #x
      [10:02] <ada> three
      [10:02] <bo> four
      [10:02]  * cy waves
      [10:02] <ada> five
      """;

  @Test
  void spreadsTheMessagesOfAMinuteOverIt() {
    DemoScript script = DemoScript.of(log("0 1 -\n"), 10);

    assertThat(script.lines())
        .extracting(DemoScript.Line::at)
        .containsExactly(
            Duration.ZERO,
            Duration.ofSeconds(30),
            Duration.ofSeconds(120),
            Duration.ofSeconds(135),
            Duration.ofSeconds(150),
            Duration.ofSeconds(165));
    assertThat(script.lines().get(1))
        .isEqualTo(
            new DemoScript.Line(1, Duration.ofSeconds(30), "bo", "ada: two", List.of("ada"), 0));
    assertThat(script.people()).containsOnlyKeys("ada", "bo", "cy");
  }

  @Test
  void takesThoseWhoSayMost() {
    DemoScript script = DemoScript.of(log(""), 2);

    assertThat(script.people().keySet()).containsExactly("ada", "bo");
    assertThat(script.lines()).extracting(DemoScript.Line::userId).doesNotContain("cy");
  }

  @Test
  void comesWithALog() throws IOException {
    DemoScript script = DemoScript.of(DemoCommand.bundled(), 1_000);

    assertThat(script.lines()).hasSize(1_471);
    assertThat(script.people()).hasSize(180);
    assertThat(script.lines()).extracting(DemoScript.Line::at).isSorted();
  }

  private static IrcLog log(String annotation) {
    return IrcLog.of("2010-01-02", LOG.getBytes(StandardCharsets.UTF_8), annotation);
  }
}
