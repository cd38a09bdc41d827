package chat.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.bench.client.Json;
import chat.parley.bench.client.ParleyHttp;
import chat.parley.cli.demo.DemoCommand;
import chat.parley.cli.importing.ImportCommand;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code ./parley import} through the door of a running node. */
class ImportIT {

  @RegisterExtension static final RunningNode NODE = new RunningNode();

  private static final String BUNDLED = "2008-01-03.train-c";
  private static final int MESSAGES = 1_471;

  @TempDir Path directory;
  private ParleyHttp http;

  /** How a command ended, and what it said. */
  private record Ended(int code, String said) {}

  @BeforeEach
  void connect() {
    http = new ParleyHttp(URI.create(NODE.address()), RunningNode.token("root", "ADMIN"));
  }

  @Test
  void aLogIsAccountedForAndASecondRunImportsNothing() throws IOException {
    // given
    Path log = log("first", Integer.MAX_VALUE);

    // when
    Ended first = run("--format", "irc", log.toString());
    JsonNode room = http.roomByRef("irc/2008-01-03.first", Json.object().put("kind", "GROUP"));
    String roomId = room.path("id").asText();
    JsonNode before = http.meta(roomId);
    Ended second = run("--format", "irc", log.toString());

    // then
    assertThat(first.code()).as(first.said()).isZero();
    assertThat(row(first, "2008-01-03.first"))
        .startsWith("1500", "1471", "26", "3", "397", "0", "1503", "0", "0");
    assertThat(first.said()).contains("skipped: 3 joins and parts that change nothing");
    assertThat(before.path("lastSeq").asInt()).isEqualTo(MESSAGES);
    assertThat(second.code()).isZero();
    assertThat(row(second, "2008-01-03.first"))
        .startsWith("1500", "1471", "26", "3", "397", "0", "0", "1503", "0");
    assertThat(http.meta(roomId)).isEqualTo(before);
  }

  @Test
  void timesOrderNamesMentionsAndAnswersAreKept() throws IOException {
    Path log = directory.resolve("2004-12-25.test.raw.txt");
    Files.writeString(
        log,
        """
        [23:58] <|QuaD-> hello
        === bo [b@host]  has joined #ubuntu
        [23:59] <bo> |QuaD-: hi
        [23:59]  * bo waves
        [00:00] <|QuaD-> good night
        """);
    Files.writeString(directory.resolve("2004-12-25.test.annotation.txt"), "0 2 -\n");

    Ended ended = run("--format", "irc", "--one-room", "talk", log.toString());

    assertThat(ended.code()).as(ended.said()).isZero();
    List<JsonNode> messages = messages("irc/talk");
    assertThat(messages)
        .extracting(
            m ->
                m.path("seq").asInt()
                    + " "
                    + m.path("senderId").asText()
                    + " "
                    + m.path("senderName").asText()
                    + " "
                    + m.path("content").asText()
                    + " "
                    + m.path("createdAt").asText())
        .containsExactly(
            "1 u~~7cQuaD- |QuaD- hello 2004-12-25T23:58:00.000Z",
            "2 bo bo |QuaD-: hi 2004-12-25T23:59:00.000Z",
            "3 bo bo /me waves 2004-12-25T23:59:00.001Z",
            "4 u~~7cQuaD- |QuaD- good night 2004-12-26T00:00:00.000Z");
    assertThat(messages.get(1).path("replyTo")).isEqualTo(messages.get(0).path("id"));
    assertThat(messages.get(1).path("mentions").get(0).asText()).isEqualTo("u~~7cQuaD-");
  }

  @Test
  void anImportThatWasStoppedGoesOnWhereItWas() throws IOException {
    // given an import that ended in the middle of the file
    log("stopped", 700);
    Ended half = run("--format", "irc", "--chunk", "100", file("stopped"));
    int there = messages("irc/2008-01-03.stopped").size();

    // when
    log("stopped", Integer.MAX_VALUE);
    Ended rest = run("--format", "irc", "--chunk", "100", file("stopped"));

    // then
    log("whole", Integer.MAX_VALUE);
    run("--format", "irc", file("whole"));
    assertThat(half.code()).as(half.said()).isZero();
    assertThat(rest.code()).as(rest.said()).isZero();
    assertThat(there).isBetween(600, 700);
    assertThat(contents("irc/2008-01-03.stopped"))
        .hasSize(MESSAGES)
        .isEqualTo(contents("irc/2008-01-03.whole"));
  }

  @Test
  void theFormatForHostApplicationsMayHoldManyRooms() throws IOException {
    StringBuilder lines = new StringBuilder("{\"type\":\"source\",\"name\":\"shop\"}\n");
    for (String room : List.of("a", "b")) {
      lines
          .append("{\"type\":\"room\",\"room\":\"" + room + "\",\"externalRef\":\"order/" + room)
          .append("\",\"name\":\"Order\"}\n");
    }
    for (int i = 0; i < 50; i++) {
      lines
          .append("{\"type\":\"message\",\"room\":\"" + (i % 2 == 0 ? "a" : "b"))
          .append("\",\"position\":" + i + ",\"at\":\"2020-01-01T00:00:00Z\",\"userId\":\"u1\"")
          .append(",\"content\":\"number " + i + "\"}\n");
    }
    Path file = directory.resolve("shop.jsonl");
    Files.writeString(file, lines + "{\"type\":\"message\",\"position\":7}\n");

    Ended ended = run("--format", "jsonl", "--chunk", "7", file.toString());

    assertThat(ended.code()).as("a line was refused").isEqualTo(1);
    assertThat(ended.said()).contains("shop.jsonl line 54 refused: ");
    assertThat(contents("order/a")).hasSize(25).startsWith("number 0", "number 2");
    assertThat(contents("order/b")).hasSize(25).startsWith("number 1", "number 3");
  }

  private Ended run(String... arguments) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--url", NODE.address(), "--token", RunningNode.token("root", "ADMIN")));
    int code =
        new CommandLine(new ImportCommand(out))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(all.toArray(String[]::new));
    return new Ended(code, said.toString(StandardCharsets.UTF_8));
  }

  /** The cells of a file's line in the table at the end. */
  private static List<String> row(Ended ended, String file) {
    return ended
        .said()
        .lines()
        .filter(line -> line.startsWith(file))
        .findFirst()
        .map(line -> List.of(line.substring(file.length()).strip().split("\\s+")))
        .orElse(List.of());
  }

  /** The first lines of the log that comes with Parley, and its annotation, under another name. */
  private Path log(String name, int lines) throws IOException {
    Path log = directory.resolve("2008-01-03." + name + ".raw.txt");
    Files.writeString(
        log,
        resource(BUNDLED + ".raw.txt")
            .lines()
            .limit(lines)
            .map(line -> line + "\n")
            .reduce("", String::concat));
    Files.writeString(
        directory.resolve("2008-01-03." + name + ".annotation.txt"),
        resource(BUNDLED + ".annotation.txt"));
    return log;
  }

  private String file(String name) {
    return directory.resolve("2008-01-03." + name + ".raw.txt").toString();
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = DemoCommand.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private List<String> contents(String externalRef) {
    return messages(externalRef).stream().map(m -> m.path("content").asText()).toList();
  }

  private List<JsonNode> messages(String externalRef) {
    String roomId =
        http.roomByRef(externalRef, Json.object().put("kind", "GROUP")).path("id").asText();
    List<JsonNode> all = new ArrayList<>();
    while (true) {
      JsonNode page = http.messages(roomId, "limit=50&after=" + all.size()).body().path("messages");
      if (page.isEmpty()) {
        return all;
      }
      page.forEach(all::add);
    }
  }
}
