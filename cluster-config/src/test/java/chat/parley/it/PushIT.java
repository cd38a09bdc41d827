package chat.parley.it;

import static chat.parley.it.PushHelper.soon;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.http.push.VapidKeys;
import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Notifications that leave the system, on two nodes: to push services and to a webhook. */
class PushIT {

  private static final TestReceiver SERVICE = TestReceiver.start();
  private static final VapidKeys KEYS = VapidKeys.generate();
  private static final String SECRET = "a webhook secret of the tests";
  private static final String HOOK = "/hook";

  @RegisterExtension
  static final RunningCluster CLUSTER =
      new RunningCluster(2)
          .with("PARLEY_VAPID_PUBLIC_KEY", KEYS.publicText())
          .with("PARLEY_VAPID_PRIVATE_KEY", KEYS.privateText())
          .with("PARLEY_VAPID_SUBJECT", "mailto:ops@example.com")
          .with("PARLEY_PUSH_WEBHOOK_URL", SERVICE.origin("127.0.0.1") + HOOK)
          .with("PARLEY_PUSH_WEBHOOK_SECRET", SECRET)
          .configured("parley.push.web.trust-endpoints", "on")
          .configured("parley.engine.presence.linger", "500ms")
          .configured("parley.engine.push.delay", "100ms")
          .configured("parley.engine.push.poll", "100ms")
          .configured("parley.engine.push.hold", "300ms")
          .configured("parley.engine.push.backoff-min", "300ms")
          .configured("parley.engine.push.withdraw.look", "300ms")
          .configured("parley.engine.push.at-once", "8")
          .configured("parley.engine.push.to-one-host", "4")
          .configured("parley.engine.push.lease", "2 minutes")
          .configured("parley.push.timeout", "1 minute");

  private static final PushHelper PUSHES = new PushHelper(CLUSTER, SERVICE);

  @AfterAll
  static void close() {
    SERVICE.close();
  }

  private static long waiting() throws SQLException {
    return PUSHES.waiting();
  }

  private static TestDevice device(String user, String path) {
    return PUSHES.subscribe(user, "127.0.0.1", path).device();
  }

  @Test
  void aMentionComesToTheDeviceEncryptedForItAloneAndSignedByTheServer() throws Exception {
    TestUser ann = CLUSTER.user(0, "ann");
    String room = PUSHES.quietRoom("bob");
    TestDevice device = device("bob", "/bob");

    String id = PushHelper.mention(ann, room, "hello bob", "bob");

    soon().until(() -> !SERVICE.requests("/bob").isEmpty());
    TestReceiver.Request request = SERVICE.requests("/bob").get(0);
    JsonNode push = device.decrypt(request.body());
    assertThat(push.path("type").asText()).isEqualTo("notification");
    assertThat(push.path("id").asText()).isEqualTo(id);
    assertThat(push.path("kind").asText()).isEqualTo("mention");
    assertThat(push.path("roomId").asText()).isEqualTo(room);
    assertThat(push.path("seq").asInt()).isEqualTo(1);
    assertThat(push.path("actorName").asText()).isEqualTo("Name of ann");
    assertThat(push.has("preview")).isFalse();
    assertThat(request.header("Content-Encoding")).isEqualTo("aes128gcm");
    assertThat(request.header("TTL")).isEqualTo("86400");
    assertThat(request.header("Urgency")).isEqualTo("high");
    assertThat(request.header("Topic")).matches("[A-Za-z0-9_-]{32}");
    String key = ann.get("/push/key").body().path("publicKey").asText();
    assertThat(key).isEqualTo(KEYS.publicText());
    PushHelper.assertSigned(request, device, key, SERVICE.origin("127.0.0.1"));
  }

  @Test
  void directMessagesAndInvitationsComeOnceToEveryDevice() throws Exception {
    TestUser ann = CLUSTER.user(0, "ann");
    TestDevice phone = device("cy", "/cy-phone");
    TestDevice desk = device("cy", "/cy-desk");
    String pair =
        ann.post("/rooms", "{\"kind\":\"DIRECT\",\"members\":[\"cy\"]}")
            .body()
            .at("/room/id")
            .asText();
    ann.room("cy");
    ann.say(pair, "psst");

    soon().until(() -> SERVICE.requests("/cy-phone").size() >= 2);
    soon().until(() -> SERVICE.requests("/cy-desk").size() >= 2);
    soon().until(() -> waiting() == 0);
    List<String> kinds = new ArrayList<>();
    for (TestReceiver.Request request : SERVICE.requests("/cy-phone")) {
      kinds.add(phone.decrypt(request.body()).path("kind").asText());
    }
    assertThat(kinds).containsExactlyInAnyOrder("invitation", "direct");
    assertThat(PUSHES.pushed(desk, "/cy-desk")).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void manyAtOnceCanAllBeRead() throws Exception {
    TestUser ann = CLUSTER.user(0, "ann");
    String room = PUSHES.quietRoom("lea");
    TestDevice device = device("lea", "/lea");
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      ids.add(PushHelper.mention(ann, room, "hello " + i, "lea"));
    }

    soon().until(() -> SERVICE.requests("/lea").size() >= ids.size());
    soon().until(() -> waiting() == 0);
    assertThat(PUSHES.pushed(device, "/lea")).containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void whatAServiceCannotTakeNowIsSentAgain() throws Exception {
    TestUser ann = CLUSTER.user(0, "ann");
    String room = PUSHES.quietRoom("dora");
    TestDevice device = device("dora", "/dora");
    SERVICE.answer("/dora", 503, null);
    SERVICE.answer("/dora", 429, "1");

    String id = PushHelper.mention(ann, room, "hello", "dora");

    soon().until(() -> SERVICE.requests("/dora").size() == 3);
    soon().until(() -> waiting() == 0);
    assertThat(PUSHES.pushed(device, "/dora")).containsExactly(id, id, id);
  }

  @Test
  void aDeviceThatIsGoneIsForgotten() throws Exception {
    TestUser ann = CLUSTER.user(0, "ann");
    String room = PUSHES.quietRoom("eve");
    device("eve", "/eve-old");
    TestDevice other = device("eve", "/eve-new");
    SERVICE.answer("/eve-old", 410, null);
    PushHelper.mention(ann, room, "one", "eve");
    soon().until(() -> SERVICE.requests("/eve-old").size() == 1);
    soon().until(() -> waiting() == 0);

    String second = PushHelper.mention(ann, room, "two", "eve");

    soon().until(() -> PUSHES.pushed(other, "/eve-new").contains(second));
    soon().until(() -> waiting() == 0);
    assertThat(SERVICE.requests("/eve-old")).hasSize(1);
  }

  @Test
  void whatIsReadMutedOrTakenBackBeforeItIsSentIsNotSent() throws Exception {
    TestUser ann = CLUSTER.user(0, "ann");
    TestUser fay = CLUSTER.user(1, "fay");
    TestDevice device = device("fay", "/fay");
    for (String how : List.of("read", "muted", "deleted")) {
      String room = PUSHES.quietRoom("fay");
      int before = SERVICE.requests("/fay").size();
      SERVICE.answer("/fay", 503, "3");

      String id = PushHelper.mention(ann, room, how, "fay");
      soon().until(() -> SERVICE.requests("/fay").size() == before + 1);
      switch (how) {
        case "read" -> fay.post("/rooms/" + room + "/read", "{}");
        case "muted" -> fay.put("/rooms/" + room + "/mute", "{\"muted\":true}");
        default -> ann.delete("/rooms/" + room + "/messages/" + id);
      }

      soon().until(() -> waiting() == 0);
      assertThat(PUSHES.pushed(device, "/fay")).as(how).containsOnlyOnce(id);
    }
  }

  @Test
  void whoIsThereIsToldByPushOnlyAfterLeaving() throws Exception {
    TestUser ann = CLUSTER.user(0, "ann");
    String room = PUSHES.quietRoom("gil", "hal");
    TestDevice device = device("gil", "/gil");
    device("hal", "/hal");
    String id;
    try (TestSocket socket = CLUSTER.user(1, "gil").socket()) {
      socket.hello();
      id = PushHelper.mention(ann, room, "you two", "gil", "hal");
      socket.take(f -> f.path("notification").path("id").asText().equals(id));
      soon().until(() -> !SERVICE.requests("/hal").isEmpty());
      assertThat(SERVICE.requests("/gil")).isEmpty();
    }

    soon().until(() -> PUSHES.pushed(device, "/gil").contains(id));
  }

  @Test
  void aServiceThatDoesNotAnswerHoldsUpNobodyElse() throws Exception {
    TestUser ann = CLUSTER.user(0, "ann");
    String room = PUSHES.quietRoom("ivy", "kim");
    CountDownLatch latch = SERVICE.silence("/ivy");
    PUSHES.subscribe("ivy", "localhost", "/ivy");
    TestDevice other = device("kim", "/kim");
    for (int i = 0; i < 40; i++) {
      PushHelper.mention(ann, room, "hello " + i, "ivy");
    }
    soon().until(() -> !SERVICE.requests("/ivy").isEmpty());

    String id = PushHelper.mention(ann, room, "hello kim", "kim");

    soon().until(() -> PUSHES.pushed(other, "/kim").contains(id));
    assertThat(latch.getCount()).isEqualTo(1);
    CLUSTER.user(1, "ivy").post("/rooms/" + room + "/read", "{}");
    latch.countDown();
    soon().until(() -> waiting() == 0);
  }

  @Test
  void theWebhookHearsOfItSignedAndWithTheSameIdWhenItIsSentAgain() throws Exception {
    TestUser ann = CLUSTER.user(0, "ann");
    String room = PUSHES.quietRoom("leo");
    SERVICE.answer(HOOK, 503, null);

    String id = PushHelper.mention(ann, room, "hello leo", "leo");

    soon().until(() -> hooked(id).size() == 2);
    soon().until(() -> waiting() == 0);
    assertThat(hooked(id)).hasSize(2);
    for (TestReceiver.Request request : hooked(id)) {
      assertThat(request.header("webhook-id")).isEqualTo("main/leo/" + id);
      PushHelper.assertSigned(request, SECRET);
      JsonNode data = TestUser.JSON.readTree(request.body()).path("data");
      assertThat(data.path("userId").asText()).isEqualTo("leo");
      assertThat(data.path("kind").asText()).isEqualTo("mention");
      assertThat(data.path("roomId").asText()).isEqualTo(room);
      assertThat(data.has("preview")).isFalse();
    }
  }

  @Test
  void theWebhookHearsWhenWhatItWasToldIsReadElsewhereOrThereNoMore() throws Exception {
    TestUser ann = CLUSTER.user(0, "ann");
    TestUser pam = CLUSTER.user(1, "pam");
    for (String how : List.of("read", "listed", "deleted")) {
      String room = PUSHES.quietRoom("pam");
      String id = PushHelper.mention(ann, room, how, "pam");
      String still = PushHelper.mention(ann, room, "stays", "pam");
      soon().until(() -> hooked(id).size() == 1 && hooked(still).size() == 1);
      assertThat(hooked(id + "/withdrawn")).isEmpty();

      switch (how) {
        case "read" -> pam.post("/rooms/" + room + "/read", "{\"seq\":1}");
        case "listed" -> pam.post("/notifications/read", "{\"ids\":[\"" + id + "\"]}");
        default -> ann.delete("/rooms/" + room + "/messages/" + id);
      }

      soon().until(() -> !hooked(id + "/withdrawn").isEmpty());
      TestReceiver.Request request = hooked(id + "/withdrawn").get(0);
      assertThat(request.header("webhook-id")).isEqualTo("main/pam/" + id + "/withdrawn");
      PushHelper.assertSigned(request, SECRET);
      JsonNode body = TestUser.JSON.readTree(request.body());
      assertThat(body.path("type").asText()).isEqualTo("notification.withdrawn");
      assertThat(body.at("/data/id").asText()).isEqualTo(id);
      assertThat(hooked(id)).as(how).hasSize(1);
      assertThat(hooked(still + "/withdrawn")).as(how).isEmpty();
    }
  }

  private static List<TestReceiver.Request> hooked(String id) {
    return SERVICE.requests(HOOK).stream()
        .filter(request -> request.header("webhook-id").endsWith("/" + id))
        .toList();
  }

  @Test
  void aDeviceIsThatOfWhoSignedInThereLastAndGoesWithTheTokensOfItsUser() throws Exception {
    TestUser ann = CLUSTER.user(0, "ann");
    String room = PUSHES.quietRoom("mia", "ned");
    device("mia", "/shared");
    TestDevice device = device("ned", "/shared");
    PushHelper.mention(ann, room, "for mia", "mia");
    String forNed = PushHelper.mention(ann, room, "for ned", "ned");
    soon().until(() -> !SERVICE.requests("/shared").isEmpty());
    soon().until(() -> waiting() == 0);
    assertThat(PUSHES.pushed(device, "/shared")).containsExactly(forNed);

    assertThat(CLUSTER.admin(0).post("/users/ned/revoke", "").status()).isEqualTo(204);
    PushHelper.mention(ann, room, "again", "ned");

    soon().until(() -> waiting() == 0);
    assertThat(SERVICE.requests("/shared")).hasSize(1);
  }

  @Test
  void aDeviceThatUnsubscribesHearsNoMore() throws Exception {
    TestUser ann = CLUSTER.user(0, "ann");
    String room = PUSHES.quietRoom("ola");
    PushHelper.Subscribed ola = PUSHES.subscribe("ola", "127.0.0.1", "/ola");
    assertThat(CLUSTER.user(1, "eve").delete("/push/subscriptions/" + ola.id()).status())
        .isEqualTo(204);
    PushHelper.mention(ann, room, "one", "ola");
    soon().until(() -> SERVICE.requests("/ola").size() == 1);

    assertThat(CLUSTER.user(1, "ola").delete("/push/subscriptions/" + ola.id()).status())
        .isEqualTo(204);
    PushHelper.mention(ann, room, "two", "ola");

    soon().until(() -> waiting() == 0);
    assertThat(SERVICE.requests("/ola")).hasSize(1);
  }

  @Test
  void whatIsNoSubscriptionIsRefused() {
    TestUser ann = CLUSTER.user(0, "ann");
    String good = new TestDevice("https://push.example.com/x").subscription();
    for (String bad :
        List.of(
            "{}",
            good.replace("https://push.example.com/x", "ftp://push.example.com/x"),
            good.replace("https://push.example.com/x", "https://a@push.example.com/x"),
            good.replace("https://push.example.com/x", "https://e.com/" + "x".repeat(2_050)),
            good.replaceAll("\"auth\":\"[^\"]+\"", "\"auth\":\"AAAA\""),
            good.replaceAll("\"p256dh\":\"[^\"]+\"", "\"p256dh\":\"BAAA\""))) {
      assertThat(ann.put("/push/subscriptions", bad).code()).as(bad).isEqualTo("bad_request");
    }
  }
}
