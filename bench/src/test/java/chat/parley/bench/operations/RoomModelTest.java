package chat.parley.bench.operations;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.bench.operations.RoomModel.Written;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoomModelTest {

  private final RoomModel room = new RoomModel("r1");

  RoomModelTest() {
    room.begins("ann");
    room.begins("bob");
    room.begins("cy");
    room.begins("announcer");
  }

  private void post(long seq, String sender, String... mentions) {
    assertThat(room.posted(written(seq, sender, false, mentions))).isTrue();
  }

  private static Written written(long seq, String sender, boolean system, String... mentions) {
    return new Written(seq, "m" + seq, sender, Set.of(mentions), system);
  }

  private void expect(String user, long unread, long mentions, long readSeq) {
    assertThat(room.counts(user)).isEqualTo(new Counts(unread, mentions, readSeq, false));
  }

  @Test
  void messagesOfOthersAboveTheMarkerCount() {
    post(1, "ann");
    post(2, "ann", "bob");
    post(3, "cy", "bob", "ann");

    expect("bob", 3, 2, 0);
    expect("ann", 1, 1, 2);
    expect("cy", 0, 0, 3);
    room.read("bob", 2);
    expect("bob", 1, 1, 2);
  }

  @Test
  void ownMessagesDoNotCountWhateverTheyMention() {
    post(2, "ann", "ann");
    room.left("ann");
    room.joined("ann", 1);

    expect("ann", 0, 0, 1);
  }

  @Test
  void aMarkerNeverGoesBack() {
    post(1, "ann");
    post(2, "ann");

    assertThat(room.read("bob", 2)).isEqualTo(2);
    assertThat(room.read("bob", 1)).isEqualTo(2);
    expect("bob", 0, 0, 2);
  }

  @Test
  void acksMayComeInAnotherOrderThanTheMessages() {
    post(3, "cy");
    post(1, "ann", "bob");
    post(2, "cy");

    expect("bob", 3, 1, 0);
    expect("cy", 0, 0, 3);
    expect("ann", 2, 0, 1);
  }

  @Test
  void whatIsDeletedCountsNoMoreBelowTheMarkerAndAbove() {
    post(1, "ann", "bob");
    post(2, "ann", "bob");
    post(3, "ann");
    room.read("bob", 1);
    room.deleted(1);
    room.deleted(2);

    expect("bob", 1, 0, 1);
  }

  @Test
  void systemMessagesCountForNobody() {
    assertThat(room.posted(written(1, "announcer", true, "bob"))).isTrue();

    expect("bob", 0, 0, 0);
  }

  @Test
  void whoJoinsStartsWhereTheRoomIs() {
    post(1, "ann", "dan");
    room.joined("dan", 1);
    post(2, "ann", "dan");

    expect("dan", 1, 1, 1);
  }

  @Test
  void whoLeavesAndComesBackStartsAnew() {
    post(1, "ann", "bob");
    room.muted("bob", true);
    room.left("bob");
    assertThat(room.isMember("bob")).isFalse();
    post(2, "ann", "bob");
    room.joined("bob", 2);
    post(3, "ann");

    expect("bob", 1, 0, 2);
  }

  @Test
  void muteChangesNoCount() {
    post(1, "ann", "bob");
    room.muted("bob", true);

    assertThat(room.counts("bob")).isEqualTo(new Counts(1, 1, 0, true));
  }

  @Test
  void aSeqIsGivenOnce() {
    post(1, "ann");

    assertThat(room.posted(written(1, "cy", false))).isFalse();
  }

  @Test
  void messagesThatNobodyWasToldOfAreHoles() {
    post(1, "ann");
    post(4, "ann");

    assertThat(room.holes()).isEqualTo(2);
  }
}
