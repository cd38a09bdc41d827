package chat.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.cli.demo.DemoCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code ./parley demo} against a running node. */
class DemoIT {

  @RegisterExtension static final RunningNode NODE = new RunningNode();

  @TempDir Path directory;

  @Test
  void thePeopleOfALogChatAgainAndEverybodyHearsEverything() throws IOException {
    String text = demo("--speed", "max", "--people", "25");

    assertThat(text).contains("25 people are in the room", "Good: every send acked");
  }

  /**
   * Six seconds a minute of the log: bo is away from 1 s to 21 s. From 9 s to 18 s nothing is said.
   * cy's own lines are seq 2 and 9: what is read between is read, and not moved by sending.
   */
  @Test
  void aWatcherSeesPeopleComeAndGoAndTypeAndReadOnTwoDevices() throws IOException {
    // given
    Path log =
        Files.writeString(
            directory.resolve("2010-01-02.txt"),
            """
            [10:00] <bo> morning
            [10:00] <cy> hello bo
            [10:00] <ada> hello
            [10:00] <ada> cy: have you seen this?
            [10:00] <ada> cy: or this?
            [10:00] <ada> cy: there
            [10:01] <ada> cy: are you there?
            [10:01] <ada> cy: hm
            [10:03] <cy> here I am
            [10:03] <ada> good
            [10:04] <bo> and so am I
            [10:04] <ada> fine
            """);

    // when
    String text = demo("--speed", "10", "--watch", "--log", log.toString());

    // then
    assertThat(text)
        .contains("Good: every send acked")
        .containsPattern("(?s)bo went offline.*bo came online \\(ios, web\\)")
        .containsPattern("(bo|cy|ada) (is|are) typing")
        .containsPattern("cy (read )?up to [3-8]\\b")
        .containsPattern("(?s)inbox: Demo \\d+ unread.*inbox: Demo cleared, read on the other")
        .containsPattern(
            "(?s)cy's phone: \\d+ unread, \\d mention.*cy's phone: cleared, read on.*cy is typing");
  }

  /** Runs it to a good end; answers what it said. */
  private String demo(String... options) throws IOException {
    Path settings = directory.resolve("settings");
    Files.writeString(settings, "PARLEY_JWT_SECRET=" + RunningNode.SECRET);
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.addAll(List.of("--url", NODE.address(), "--config", settings.toString()));
    int code =
        new CommandLine(new DemoCommand(new PrintStream(said, true, StandardCharsets.UTF_8)))
            .execute(arguments.toArray(String[]::new));
    String text = said.toString(StandardCharsets.UTF_8);
    assertThat(code).as(text).isZero();
    return text;
  }
}
