package chat.parley.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.cli.importing.IrcLog;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AbsenceTest {

  private static final DemoScript SCRIPT =
      DemoScript.of(
          IrcLog.of(
              "2010-01-02",
              """
              [10:00] <ada> one
              [10:01] <bo> two
              [10:01] <ada> three
              [10:02] <ada> four
              """
                  .getBytes(StandardCharsets.UTF_8),
              ""),
          10);
  private static final Duration LONG = Duration.ofHours(1);

  @Test
  void isBetweenLinesThatAreFarFromEachOtherAndEndsBeforeTheNext() {
    assertThat(Absence.of(SCRIPT, 2, LONG))
        .containsExactlyInAnyOrder(
            absence("bo", 1, 27), absence("ada", 1, 42), absence("bo", 31, 57));
  }

  @Test
  void endsBeforeTheDemoDoesEvenWhenItIsCutShort() {
    assertThat(Absence.of(SCRIPT, 1, Duration.ofSeconds(70)))
        .containsExactlyInAnyOrder(absence("bo", 1, 57), absence("ada", 1, 67));
  }

  @Test
  void isNotWhereThereIsAlwaysSomethingToSay() {
    assertThat(Absence.of(SCRIPT, 60, LONG)).isEmpty();
    assertThat(Absence.of(SCRIPT, Double.POSITIVE_INFINITY, LONG)).isEqualTo(List.of());
  }

  private static Absence absence(String userId, int from, int until) {
    return new Absence(userId, Duration.ofSeconds(from), Duration.ofSeconds(until));
  }
}
