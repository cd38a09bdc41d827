package chat.parley.engine.feed;

import static chat.parley.engine.feed.Samples.left;
import static chat.parley.engine.feed.Samples.posted;
import static chat.parley.engine.feed.Samples.user;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.engine.domain.Change;
import chat.parley.engine.domain.ModerationStatus;
import chat.parley.engine.domain.RoomKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveryTest {

  private final Seats<Object> seats = new Seats<>();
  private final Delivery<Object> delivery =
      new Delivery<>(new RoomKey("main", "r1"), new Samples.Plain(), seats);

  private RecordingSubscriber seated(String userId, long rev) {
    RecordingSubscriber session = new RecordingSubscriber("s-" + userId, user(userId), rev);
    seats.add(session, rev);
    seats.get(session.id()).admit(rev);
    return session;
  }

  @Test
  void changesThatComeTogetherGoToEachSeatAtOnce() {
    RecordingSubscriber one = seated("u1", 5);
    RecordingSubscriber other = seated("u2", 5);

    delivery.changes(posted(6, 25));

    assertThat(one.calls()).isEqualTo(1);
    assertThat(one.rev()).isEqualTo(25);
    assertThat(one.complaint()).isNull();
    assertThat(other.heard()).isEqualTo(one.heard());
    delivery.changes(posted(26, 26));
    assertThat(one.revs()).endsWith(24L, 25L, 26L);
  }

  @Test
  void whoCameBetweenThemGetsTheRestOnly() {
    seated("u1", 5);
    RecordingSubscriber later = seated("u2", 8);
    RecordingSubscriber ahead = seated("u3", 20);

    delivery.changes(posted(6, 10));

    assertThat(later.revs()).containsExactly(9L, 10L);
    assertThat(ahead.revs()).isEmpty();
    delivery.changes(posted(11, 21));
    assertThat(later.revs()).hasSize(13).endsWith(20L, 21L);
    assertThat(ahead.revs()).containsExactly(21L);
  }

  @Test
  void whatNotAllSeeAlikeGoesByItselfAndInItsPlace() {
    RecordingSubscriber sender = seated("u1", 5);
    RecordingSubscriber goes = seated("u2", 5);
    List<Change> changes = new ArrayList<>(posted(6, 8));
    changes.add(posted(9, "u1", "secret", ModerationStatus.PENDING));
    changes.add(posted(10));
    changes.add(left(11, "u2"));
    changes.addAll(posted(12, 13));

    delivery.changes(changes);

    assertThat(sender.revs()).containsExactly(6L, 7L, 8L, 9L, 10L, 11L, 12L, 13L);
    assertThat(sender.calls()).isEqualTo(5);
    assertThat(sender.heard().toString()).contains("secret");
    assertThat(goes.revs()).containsExactly(6L, 7L, 8L, 9L, 10L, 11L);
    assertThat(goes.heard().toString()).doesNotContain("secret");
  }

  @Test
  void onlySoManyAndSoMuchGoTogether() {
    RecordingSubscriber many = seated("u1", 0);
    delivery.changes(posted(1, 200));
    assertThat(many.revs()).hasSize(200);
    int calls = many.calls();
    assertThat(calls).isBetween(4, 10);

    List<Change> long16 = new ArrayList<>();
    for (long rev = 201; rev <= 216; rev++) {
      long16.add(posted(rev, "u1", "x".repeat(4_000), ModerationStatus.APPROVED));
    }
    delivery.changes(long16);
    assertThat(many.rev()).isEqualTo(216);
    assertThat(many.calls()).isBetween(calls + 2, calls + 8);
  }
}
