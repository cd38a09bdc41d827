package chat.parley.bench.operations;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.bench.operations.RoomModel.Written;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  private static final Counts TRUE = new Counts(1, 1, 0, false);

  private final RoomModel room = new RoomModel("r1");
  private final Findings differences = new Findings();
  private final Comparison comparison = new Comparison(List.of(room), differences);

  ComparisonTest() {
    room.begins("ann");
    room.begins("bob");
    room.posted(new Written(1, "m1", "ann", Set.of("bob"), false));
  }

  @Test
  void whatIsEqualIsNoDifference() {
    comparison.list("node-1", "bob", Map.of("r1", TRUE));
    comparison.room("node-1", room, "bob", TRUE);
    comparison.total("node-1", "bob", new Total(1, 1, 1));
    comparison.members("node-1", room, Set.of("ann", "bob"));
    comparison.list("node-1", "dan", Map.of());

    assertThat(differences.first()).isEmpty();
    assertThat(comparison.compared()).isEqualTo(2);
  }

  @Test
  void everyFalseNumberIsReported() {
    List<Counts> wrong =
        List.of(
            new Counts(2, 1, 0, false),
            new Counts(1, 0, 0, false),
            new Counts(1, 1, 1, false),
            new Counts(1, 1, 0, true));
    for (Counts told : wrong) {
      comparison.list("node-1", "bob", Map.of("r1", told));
      comparison.room("node-2", room, "bob", told);
    }

    assertThat(differences.count()).isEqualTo(8);
    assertThat(differences.first().get(0))
        .isEqualTo(
            "node-1, list, r1, bob: told 2 unread, 1 mentions, read up to 0,"
                + " own count 1 unread, 1 mentions, read up to 0");
  }

  @Test
  void aRoomThatIsMissingOrTooManyIsReported() {
    comparison.list("node-1", "bob", Map.of());
    comparison.list("node-1", "dan", Map.of("r1", TRUE));

    assertThat(differences.first())
        .containsExactly(
            "node-1, list, r1, bob: told no member, own count 1 unread, 1 mentions, read up to 0",
            "node-1, list, r1, dan: told 1 unread, 1 mentions, read up to 0,"
                + " own count no member");
  }

  @Test
  void aFalseTotalIsReportedWithoutWhatIsMuted() {
    room.muted("bob", true);

    comparison.total("node-1", "bob", new Total(0, 0, 0));
    assertThat(differences.count()).isZero();
    comparison.total("node-1", "bob", new Total(1, 1, 1));
    assertThat(differences.count()).isEqualTo(1);
  }

  @Test
  void aStrangerInTheRoomIsReported() {
    comparison.members("node-1", room, Set.of("ann", "bob", "dan"));

    assertThat(differences.count()).isEqualTo(1);
  }
}
