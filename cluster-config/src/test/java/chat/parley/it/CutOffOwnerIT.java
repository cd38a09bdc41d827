package chat.parley.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A node that still believes it owns a room which another one has taken over, in one database. */
class CutOffOwnerIT {

  @RegisterExtension
  static final RunningCluster NODES = new RunningCluster(2).apart().with("PARLEY_WINDOW", "5");

  private static final int CUT_OFF = 0;
  private static final int OWNER = 1;

  private final TestUser ann = NODES.user(OWNER, "ann");
  private final TestUser annThere = NODES.user(CUT_OFF, "ann");
  private final TestUser bobThere = NODES.user(CUT_OFF, "bob");
  private String room;

  /** Ten messages that both nodes know, and ten more that the one that is cut off does not. */
  @BeforeEach
  void aRoomThatWentOnElsewhere() {
    room = annThere.room("bob");
    say(annThere, 10);
    say(ann, 10);
  }

  private void say(TestUser sender, int messages) {
    for (int i = 0; i < messages; i++) {
      assertThat(sender.say(room, "m").status()).isEqualTo(200);
    }
  }

  private String path(String rest) {
    return "/rooms/" + room + rest;
  }

  @Test
  void aReadThatNamesWhatTheReaderHasSeenIsNotTakenBack() {
    assertThat(lastSeq(bobThere.get(path("/meta")))).as("it is behind").isEqualTo(10);

    await().until(() -> lastSeq(bobThere.get(path("/messages?minRev=20"))) == 20);
    assertThat(lastSeq(bobThere.get(path("/meta")))).as("and has caught up").isEqualTo(20);
    ann.say(room, "one more");
    await().until(() -> lastSeq(bobThere.get(path("/meta?minRev=21"))) == 21);
    assertThat(bobThere.get(path("/messages?minRev=22")).code()).isEqualTo("unavailable");
  }

  private static int lastSeq(TestUser.Answer answer) {
    return answer.body().path("lastSeq").asInt();
  }

  @Test
  void whoWasRemovedElsewhereIsShownNothingOfTheHistorySince() {
    assertThat(ann.delete(path("/members/bob")).status()).isLessThan(300);
    say(ann, 1);

    await()
        .until(() -> bobThere.get(path("/messages?after=2&limit=50")).code().equals("forbidden"));
    JsonNode page = annThere.get(path("/messages?after=2&limit=50")).body();
    assertThat(page.path("messages")).hasSize(19);
  }

  @Test
  void itsNextWriteFailsOrFollowsOnWhatIsThere() {
    await().until(() -> annThere.say(room, "from there").status() == 200);

    await().until(() -> lastSeq(ann.get(path("/messages?minRev=21"))) == 21);
    JsonNode newest = ann.get(path("/messages?limit=1")).body().path("messages").get(0);
    assertThat(newest.path("content").asText()).isEqualTo("from there");
  }
}
