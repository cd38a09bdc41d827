package chat.parley.bench.check;

import static chat.parley.bench.check.Changes.Content.LAWFUL;
import static chat.parley.bench.check.Changes.Content.OLD;
import static chat.parley.bench.check.Changes.Content.STRANGE;
import static chat.parley.bench.check.Entry.Outcome.FAIL;
import static chat.parley.bench.check.Entry.Outcome.INFO;
import static chat.parley.bench.check.Entry.Outcome.OK;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChangesTest {

  private static final String FIRST = Hashes.of("first");
  private static final String SECOND = Hashes.of("second");
  private static final String THIRD = Hashes.of("third");
  private static final String EMPTY = Hashes.of("");

  private final RoomFacts room = new RoomFacts("r");

  ChangesTest() {
    room.sent(
        new Entry.Send("u", "r", "k", FIRST, 1, 2, OK, null, 1, 3, "m", false, false, 1, "ws"),
        "u");
    room.stored(
        new Entry.Stored("journal", "r", 1, 3, "m", "u", "k", FIRST, false, List.of()), "u");
  }

  @Test
  void knowsOnlyWhatWasSentOfAMessageThatNobodyChanged() {
    assertThat(judge(FIRST, 3)).isEqualTo(LAWFUL);
    assertThat(judge(SECOND, 3)).isEqualTo(STRANGE);
  }

  @Test
  void takesTheFirstContentForOldFromTheRevOfAnAckedEditOn() {
    alter("edit", SECOND, OK, 10, 5);

    assertThat(judge(FIRST, 4)).isEqualTo(LAWFUL);
    assertThat(judge(FIRST, 5)).isEqualTo(OLD);
    assertThat(judge(FIRST, Changes.REST)).isEqualTo(OLD);
    assertThat(judge(SECOND, 4)).as("newer than its rev").isEqualTo(LAWFUL);
    assertThat(judge(SECOND, 5)).isEqualTo(LAWFUL);
  }

  @Test
  void takesAnEditForOldFromTheRevOfTheNextOne() {
    alter("edit", SECOND, OK, 10, 5);
    alter("edit", THIRD, OK, 20, 7);

    assertThat(judge(SECOND, 6)).isEqualTo(LAWFUL);
    assertThat(judge(SECOND, 7)).isEqualTo(OLD);
    assertThat(judge(THIRD, Changes.REST)).isEqualTo(LAWFUL);
  }

  @Test
  void ordersEditsWithoutRevByTheirTimes() {
    alter("edit", SECOND, OK, 10, 0);
    alter("edit", THIRD, OK, 20, 0);

    assertThat(judge(FIRST, Changes.REST)).isEqualTo(OLD);
    assertThat(judge(SECOND, Changes.REST)).isEqualTo(OLD);
    assertThat(judge(THIRD, Changes.REST)).isEqualTo(LAWFUL);
  }

  @Test
  void allowsBothWhereTheOutcomeOfAnEditIsUnknown() {
    alter("edit", SECOND, INFO, 10, 0);
    alter("edit", THIRD, OK, 20, 5);

    assertThat(judge(SECOND, Changes.REST)).as("it may have come late").isEqualTo(LAWFUL);
    assertThat(judge(THIRD, Changes.REST)).isEqualTo(LAWFUL);
  }

  @Test
  void doesNotAllowWhatWasRefused() {
    alter("edit", SECOND, FAIL, 10, 0);
    alter("delete", null, FAIL, 20, 0);

    assertThat(judge(SECOND, Changes.REST)).isEqualTo(STRANGE);
    assertThat(judge(EMPTY, Changes.REST)).isEqualTo(STRANGE);
    assertThat(judge(FIRST, Changes.REST)).isEqualTo(LAWFUL);
  }

  @Test
  void allowsNothingButEmptinessOnceItIsDeleted() {
    alter("edit", SECOND, INFO, 10, 0);
    alter("delete", null, OK, 20, 6);

    assertThat(judge(EMPTY, 6)).isEqualTo(LAWFUL);
    assertThat(judge(SECOND, 5)).isEqualTo(LAWFUL);
    assertThat(judge(SECOND, 6)).isEqualTo(OLD);
    assertThat(judge(FIRST, 6)).isEqualTo(OLD);
  }

  @Test
  void passesOverReactions() {
    alter("react", null, OK, 10, 5);

    assertThat(judge(FIRST, Changes.REST)).isEqualTo(LAWFUL);
  }

  private void alter(String what, String hash, Entry.Outcome outcome, long at, long rev) {
    room.altered(new Entry.Alter("u", "r", what, "m", hash, at, at + 1, outcome, null, rev));
  }

  private Changes.Content judge(String hash, long rev) {
    if (room.rows().length == 0) {
      room.settle();
    }
    return Changes.judge(room.rows()[0], Fingerprint.of(hash), rev);
  }
}
