package chat.parley.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What members hear of rooms that they have not opened, on three nodes. */
class InboxIT {

  /** What repairs lost news in the background is switched off: it would hide a hole. */
  @RegisterExtension
  static final RunningCluster CLUSTER =
      new RunningCluster(3).configured("parley.engine.inbox.repair", "1h");

  private static TestSocket socket(int node, String user) {
    TestSocket socket = CLUSTER.user(node, user).socket();
    socket.hello();
    return socket;
  }

  private static Predicate<JsonNode> counts(String room, int lastSeq, int unread, int mentions) {
    return frame -> {
      for (JsonNode one : frame.path("rooms")) {
        if (one.path("roomId").asText().equals(room)
            && one.path("lastSeq").asInt() == lastSeq
            && one.path("unreadCount").asInt() == unread
            && one.path("mentionCount").asInt() == mentions) {
          return frame.path("type").asText().equals("inbox");
        }
      }
      return false;
    };
  }

  private static Predicate<JsonNode> notification(String kind, String preview) {
    return frame ->
        frame.path("type").asText().equals("notification")
            && frame.path("notification").path("kind").asText().equals(kind)
            && frame.path("notification").path("preview").asText("").equals(preview);
  }

  private static void mention(TestUser sender, String room, String content, String user) {
    TestUser.Answer answer =
        sender.post(
            "/rooms/" + room + "/messages",
            "{\"content\":\"" + content + "\",\"mentions\":[\"" + user + "\"]}");
    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void aRoomThatWasNotOpenedShowsItsCountsOnEveryDeviceAndOneReadClearsThemAll() {
    TestUser ann = CLUSTER.user(0, "ann");
    String room = ann.room("bob", "cy");
    try (TestSocket phone = socket(1, "bob");
        TestSocket desk = socket(2, "bob");
        TestSocket stranger = socket(1, "eve")) {

      ann.say(room, "one");
      mention(ann, room, "two for bob", "bob");

      phone.take(counts(room, 2, 2, 1));
      desk.take(counts(room, 2, 2, 1));

      CLUSTER.user(0, "bob").post("/rooms/" + room + "/read", "{}");

      phone.take(counts(room, 2, 0, 0));
      desk.take(counts(room, 2, 0, 0));
      assertThat(stranger.waiting()).isEmpty();
    }
  }

  @Test
  void deletedMessagesAndNewMembersAreCounted() {
    TestUser ann = CLUSTER.user(0, "ann");
    String room = ann.room("bob");
    try (TestSocket bob = socket(1, "bob");
        TestSocket late = socket(2, "dora")) {
      String id = ann.say(room, "one").body().path("message").path("id").asText();
      ann.say(room, "two");
      bob.take(counts(room, 2, 2, 0));

      ann.delete("/rooms/" + room + "/messages/" + id);
      bob.take(counts(room, 2, 1, 0));

      ann.put("/rooms/" + room + "/members/dora", "{}");
      late.take(counts(room, 2, 0, 0));
      ann.say(room, "three");
      late.take(counts(room, 3, 1, 0));

      ann.delete("/rooms/" + room + "/members/dora");
      ann.say(room, "four");
      bob.take(counts(room, 4, 3, 0));
      assertThat(late.waiting().stream().filter(counts(room, 4, 2, 0))).isEmpty();
    }
  }

  @Test
  void manyRoomsTravelInFewFrames() {
    TestUser ann = CLUSTER.user(0, "ann");
    List<String> rooms = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      rooms.add(ann.room("gil"));
    }
    try (TestSocket gil = socket(1, "gil")) {
      for (String room : rooms) {
        ann.say(room, "hello");
      }

      List<String> told = new ArrayList<>();
      int frames = 0;
      while (!told.containsAll(rooms)) {
        JsonNode frame = gil.takeType("inbox");
        frame.path("rooms").forEach(one -> told.add(one.path("roomId").asText()));
        frames++;
      }
      assertThat(frames).isLessThan(rooms.size());
    }
  }

  @Test
  void mentionsDirectMessagesAndInvitationsAreToldLive() {
    TestUser ann = CLUSTER.user(0, "ann");
    try (TestSocket bob = socket(1, "bob")) {
      String room = ann.room("bob", "cy");
      JsonNode invitation = bob.take(notification("invitation", "")).path("notification");
      assertThat(invitation.path("roomId").asText()).isEqualTo(room);
      assertThat(invitation.path("actorId").asText()).isEqualTo("ann");
      assertThat(invitation.path("actorName").asText()).isNotEmpty();

      mention(ann, room, "hello bob", "bob");
      JsonNode mention = bob.take(notification("mention", "hello bob")).path("notification");
      assertThat(mention.path("actorName").asText()).isEqualTo("Name of ann");
      assertThat(mention.path("read").asBoolean()).isFalse();

      String pair =
          ann.post("/rooms", "{\"kind\":\"DIRECT\",\"members\":[\"bob\"]}")
              .body()
              .path("room")
              .path("id")
              .asText();
      ann.say(pair, "psst");
      bob.take(notification("direct", "psst"));
    }
  }

  @Test
  void whoInvitesIsCalledAsInTheNewestMessage() {
    TestUser ann = CLUSTER.user(0, "ann");
    String room = ann.room("hal");
    ann.say(room, "that is me");
    try (TestSocket hal = socket(2, "hal")) {
      hal.take(notification("invitation", "").or(frame -> true));
      String other = ann.room("hal");

      JsonNode invitation =
          hal.take(
                  notification("invitation", "")
                      .and(f -> f.path("notification").path("roomId").asText().equals(other)))
              .path("notification");
      assertThat(invitation.path("actorName").asText()).isEqualTo("Name of ann");
    }
  }

  @Test
  void aMutedRoomDoesNotNotify() {
    TestUser ann = CLUSTER.user(0, "ann");
    String loud = ann.room("ivy");
    String muted = ann.room("ivy");
    CLUSTER.user(1, "ivy").put("/rooms/" + muted + "/mute", "{\"muted\":true}");
    try (TestSocket ivy = socket(2, "ivy")) {
      mention(ann, muted, "hello ivy, muted", "ivy");
      ivy.take(counts(muted, 1, 1, 1));
      mention(ann, loud, "hello ivy, loud", "ivy");

      JsonNode first =
          ivy.take(f -> f.path("notification").path("kind").asText().equals("mention"));
      assertThat(first.path("notification").path("roomId").asText()).isEqualTo(loud);
    }
  }

  @Test
  void whatIsReadElsewhereIsWithdrawn() {
    TestUser ann = CLUSTER.user(0, "ann");
    TestUser kim = CLUSTER.user(0, "kim");
    String room = ann.room("kim");
    try (TestSocket phone = socket(1, "kim");
        TestSocket desk = socket(2, "kim")) {
      mention(ann, room, "by marker", "kim");
      String byMarker = id(phone.take(notification("mention", "by marker")));
      desk.take(notification("mention", "by marker"));
      kim.post("/rooms/" + room + "/read", "{}");
      phone.take(isRead(byMarker));
      desk.take(isRead(byMarker));

      mention(ann, room, "by id", "kim");
      String byId = id(phone.take(notification("mention", "by id")));
      kim.post("/notifications/read", "{\"ids\":[\"" + byId + "\"]}");
      desk.take(isRead(byId));

      mention(ann, room, "deleted", "kim");
      String deleted = id(phone.take(notification("mention", "deleted")));
      ann.delete("/rooms/" + room + "/messages/" + deleted);
      JsonNode gone = phone.take(isRead(deleted));
      assertThat(gone.path("notification").has("preview")).isFalse();
    }
  }

  private static String id(JsonNode frame) {
    return frame.path("notification").path("id").asText();
  }

  private static Predicate<JsonNode> isRead(String id) {
    return frame -> id(frame).equals(id) && frame.path("notification").path("read").asBoolean();
  }

  @Test
  void receiptsTellWhoHadAMessageAndWhoReadIt() {
    TestUser ann = CLUSTER.user(0, "ann");
    String room = ann.room("bob", "cy");
    String id = ann.say(room, "one").body().path("message").path("id").asText();
    try (TestSocket sender = socket(0, "ann");
        TestSocket bob = socket(1, "bob");
        TestSocket cy = socket(2, "cy")) {
      sender.subscribe(room);

      bob.send("{\"type\":\"delivered\",\"roomId\":\"" + room + "\",\"seq\":1}");
      sender.take(marker(room, "bob", 0, 1));
      cy.ask("read", "\"roomId\":\"" + room + "\",\"seq\":1");
      sender.take(marker(room, "cy", 1, 1));

      String path = "/rooms/" + room + "/messages/" + id + "/receipts";
      TestUser asking = CLUSTER.user(2, "ann");
      await()
          .until(
              () ->
                  asking
                      .get(path)
                      .body()
                      .findValuesAsText("userId")
                      .equals(List.of("bob", "cy", "cy")));
      JsonNode limited = asking.get(path + "?limit=1").body();
      assertThat(limited.path("delivered").findValuesAsText("userId")).containsExactly("bob");
      assertThat(limited.path("read").findValuesAsText("userId")).containsExactly("cy");
      assertThat(asking.get(path + "?limit=201").status()).isEqualTo(400);
    }
  }

  @Test
  void aRoomOfMoreThanAHundredMembersHasNoReceiptFrames() {
    TestUser ann = CLUSTER.user(0, "ann");
    String[] members = new String[100];
    for (int i = 0; i < members.length; i++) {
      members[i] = "member-" + i;
    }
    String large = ann.room(members);
    String small = ann.room("member-0");
    ann.say(large, "one");
    ann.say(small, "one");
    try (TestSocket sender = socket(1, "ann");
        TestSocket member = socket(2, "member-0")) {
      sender.subscribe(large);
      sender.subscribe(small);

      member.ask("read", "\"roomId\":\"" + large + "\",\"seq\":1");
      member.ask("read", "\"roomId\":\"" + small + "\",\"seq\":1");

      JsonNode first = sender.takeType("receipt");
      assertThat(first.path("roomId").asText()).isEqualTo(small);
    }
  }

  private static Predicate<JsonNode> marker(String room, String user, int read, int delivered) {
    return frame -> {
      for (JsonNode one : frame.path("markers")) {
        if (frame.path("roomId").asText().equals(room)
            && one.path("userId").asText().equals(user)
            && one.path("readSeq").asInt() == read
            && one.path("deliveredSeq").asInt() == delivered) {
          return true;
        }
      }
      return false;
    };
  }
}
