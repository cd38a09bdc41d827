package chat.parley.cli.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.bench.client.Json;
import chat.parley.cli.demo.DemoCommand;
import chat.parley.engine.domain.Ids;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IrcConversionTest {

  private final Set<String> present = new HashSet<>();

  @Test
  void makesAMessageOfEachSayingWithItsTimeAndOrder() {
    // given two lines of one minute and one of the next
    var result = convert("[10:05] <ada> hi", "[10:05] <bo>   two", "[10:06] <ada> three");

    // then
    assertThat(result.lines())
        .containsExactly(
            "{\"type\":\"message\",\"position\":0,\"at\":\"2010-01-02T10:05:00.000Z\","
                + "\"userId\":\"ada\",\"name\":\"ada\",\"content\":\"hi\"}",
            "{\"type\":\"message\",\"position\":2,\"at\":\"2010-01-02T10:05:00.001Z\","
                + "\"userId\":\"bo\",\"name\":\"bo\",\"content\":\"  two\"}",
            "{\"type\":\"message\",\"position\":4,\"at\":\"2010-01-02T10:06:00.000Z\","
                + "\"userId\":\"ada\",\"name\":\"ada\",\"content\":\"three\"}");
  }

  @Test
  void movesTheDateOnWhenMidnightPassesAndNotWhenAClockIsSet() {
    var result =
        convert("[23:59] <a> x", "[00:00] <a> y", "[01:30] <a> z", "[01:00] <a> summer's end");

    assertThat(values(result, "at"))
        .containsExactly(
            "2010-01-02T23:59:00.000Z",
            "2010-01-03T00:00:00.000Z",
            "2010-01-03T01:30:00.000Z",
            "2010-01-03T01:00:00.000Z");
  }

  @Test
  void makesMembershipsOfJoinsPartsKicksAndQuits() {
    var result =
        convert(
            "=== ada [~a@host]  has joined #ubuntu",
            "[10:00] <bo> hi",
            "=== bo [n=b@h]  has left #ubuntu [\"bye]",
            "=== Chri[s] _ [n=chris@pool]  has joined #ubuntu",
            "=== Chri[s] _ was kicked off #ubuntu by op (why)",
            "[10:01] === ada [~a@host] has quit [Ping]");

    assertThat(summary(result))
        .containsExactly(
            "join ada 0",
            "message bo 2",
            "leave bo 4",
            "join Chri~5bs~5d_ 6",
            "leave Chri~5bs~5d_ 8",
            "leave ada 10");
    assertThat(values(result, "at").get(0)).isEqualTo("2010-01-02T10:00:00.000Z");
    assertThat(result.account().memberships()).isEqualTo(5);
    assertThat(present).isEmpty();
  }

  @Test
  void makesALeavingAndAJoiningOfANewNick() {
    var result = convert("[10:00] <ada> hi", "=== ada is now known as ada|away");

    assertThat(summary(result))
        .containsExactly("message ada 0", "leave ada 2", "join ada~7caway 3");
    assertThat(result.account().memberships()).isEqualTo(1);
    assertThat(present).containsExactly("ada|away");
  }

  @Test
  void skipsMembershipsThatChangeNothing() {
    var result =
        convert(
            "[10:00] <ada> hi",
            "=== ada [~a@host]  has joined #ubuntu",
            "=== stranger [~s@host]  has left #ubuntu []",
            "=== ada is now known as ada");

    assertThat(result.account().skipped()).isEqualTo(Map.of(Skip.UNCHANGED, 3));
  }

  @Test
  void readsActionsInBothForms() {
    var result =
        convert(
            "[10:00]  * ada waves",
            "[10:00] <g[r] eek> hi",
            "=== ada waves back",
            "=== g[r] eek bows to ada",
            "=== Topic is set");

    assertThat(values(result, "content"))
        .containsExactly("/me waves", "hi", "/me waves back", "/me bows to ada");
    assertThat(values(result, "userId"))
        .containsExactly("ada", "g~5br~5deek", "ada", "g~5br~5deek");
    assertThat(result.account().skipped()).isEqualTo(Map.of(Skip.NOT_UNDERSTOOD, 1));
  }

  @Test
  void skipsAndCountsWhatIsNoMessage() {
    var result =
        convert(
            "[10:00] <ada>",
            "[10:00]  * ada",
            "[10:00] <ada> " + "x".repeat(4_001),
            "=== mode/#ubuntu [+o ada]  by ChanServ",
            "[10:00] -bot:#ubuntu- buy",
            "Log opened",
            "[25:00] <ada> no time",
            "");

    assertThat(result.lines()).isEmpty();
    assertThat(result.account().skipped())
        .isEqualTo(
            Map.of(
                Skip.NO_TEXT,
                2,
                Skip.TOO_LONG,
                1,
                Skip.MODE,
                1,
                Skip.NOTICE,
                1,
                Skip.NOT_UNDERSTOOD,
                3));
    assertThat(result.account().isComplete()).isTrue();
  }

  @Test
  void mentionsThoseWhoAreAddressedAtTheStart() {
    var result =
        convert(
            "[10:00] <Ada> see http: //x",
            "[10:00] <|QuaD-> ada: hi",
            "[10:00] <bo> |QuaD-, ada: hi both",
            "[10:00] <bo> stranger: hi",
            "[10:00] <bo> bo: to myself",
            "[10:00] <bo> I say: ada: no");

    assertThat(values(result, "mentions"))
        .containsExactly("", "[\"Ada\"]", "[\"u~~7cQuaD-\",\"Ada\"]", "", "", "");
  }

  @Test
  void answersTheLatestOfTheLinesThatTheAnnotationNames() {
    IrcLog log =
        IrcLog.of(
            "2010-01-02",
            bytes(
                "[10:00] <a> 0",
                "=== a waves not",
                "[10:00] <b> 2",
                "[10:00] <c> 3",
                "[10:00] <d> 4"),
            "0 0 -\n0 3 -\n2 3 -\n1 4 -\n4 4 -\n");

    var result = IrcConversion.of(log, present);

    assertThat(values(result, "replyTo")).containsExactly("", "", "", "4", "2");
    assertThat(result.account().repliesKept()).isEqualTo(2);
  }

  @Test
  void losesAnAnswerToALineThatIsNoMessage() {
    IrcLog log = IrcLog.of("2010-01-02", bytes("[10:00] <a>", "[10:00] <b> 1"), "0 1 -\n");

    var result = IrcConversion.of(log, present);

    assertThat(values(result, "replyTo")).containsExactly("");
    assertThat(result.account().repliesLost()).isEqualTo(1);
  }

  @Test
  void refusesAFileWhoseNameHoldsNoDate() {
    assertThatThrownBy(() -> IrcLog.of("chat", new byte[0], ""))
        .hasMessageContaining("must hold its date");
  }

  @Test
  void accountsForEveryLineOfARealLog() throws IOException {
    String stem = "2008-01-03.train-c";
    IrcLog log =
        IrcLog.of(
            stem,
            resource(stem + ".raw.txt"),
            new String(resource(stem + ".annotation.txt"), StandardCharsets.UTF_8));

    var result = IrcConversion.of(log, present);

    Account account = result.account();
    assertThat(account.isComplete()).isTrue();
    assertThat(
            List.of(
                account.lines(),
                account.messages(),
                account.memberships(),
                account.skippedLines(),
                account.repliesKept(),
                account.repliesLost()))
        .containsExactly(1_500, 1_471, 26, 3, 397, 0);
    assertThat(values(result, "userId")).allMatch(Ids::isValid);
    assertThat(result.lines())
        .extracting(line -> Json.parse(line).path("position").asLong())
        .isSorted()
        .doesNotHaveDuplicates();
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = DemoCommand.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  private IrcConversion.Result convert(String... lines) {
    return IrcConversion.of(IrcLog.of("2010-01-02.test", bytes(lines), ""), present);
  }

  private static byte[] bytes(String... lines) {
    return String.join("\n", lines).concat("\n").getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> values(IrcConversion.Result result, String field) {
    return result.lines().stream()
        .map(line -> Json.parse(line).path(field))
        .map(value -> value.isContainerNode() ? Json.write(value) : value.asText(""))
        .toList();
  }

  private static List<String> summary(IrcConversion.Result result) {
    return result.lines().stream().map(Json::parse).map(IrcConversionTest::summary).toList();
  }

  private static String summary(JsonNode line) {
    return line.path("type").asText()
        + " "
        + line.path("userId").asText()
        + " "
        + line.path("position").asLong();
  }
}
