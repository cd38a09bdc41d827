package chat.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.cli.demo.DemoCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
    // given
    Path settings = directory.resolve("settings");
    Files.writeString(settings, "PARLEY_JWT_SECRET=" + RunningNode.SECRET);
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);

    // when
    int code =
        new CommandLine(new DemoCommand(out))
            .execute(
                "--url",
                NODE.address(),
                "--config",
                settings.toString(),
                "--speed",
                "max",
                "--people",
                "25");

    // then
    String text = said.toString(StandardCharsets.UTF_8);
    assertThat(code).as(text).isZero();
    assertThat(text).contains("25 people are in the room", "Good: every send acked");
  }
}
