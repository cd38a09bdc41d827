package chat.parley.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionFactory;

/** People with devices, and what came to these. */
final class PushHelper {

  private final RunningCluster cluster;
  private final TestReceiver service;

  PushHelper(RunningCluster cluster, TestReceiver service) {
    this.cluster = cluster;
    this.service = service;
  }

  static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(30));
  }

  /** A device of the user, and its subscription's id. */
  record Subscribed(TestDevice device, String id) {}

  Subscribed subscribe(String user, String host, String path) {
    TestDevice device = new TestDevice(service.origin(host) + path);
    TestUser.Answer answer =
        cluster.user(1, user).put("/push/subscriptions", device.subscription());
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    return new Subscribed(device, answer.body().path("id").asText());
  }

  static String mention(TestUser sender, String room, String content, String... users) {
    String mentions =
        List.of(users).stream().map(user -> '"' + user + '"').collect(Collectors.joining(","));
    TestUser.Answer answer =
        sender.post(
            "/rooms/" + room + "/messages",
            "{\"content\":\"" + content + "\",\"mentions\":[" + mentions + "]}");
    assertThat(answer.status()).isEqualTo(200);
    return answer.body().path("message").path("id").asText();
  }

  /** A room of ann's and these, whose invitations are on their way no more. */
  String quietRoom(String... members) {
    String room = cluster.user(0, "ann").room(members);
    for (String member : members) {
      TestUser user = cluster.user(1, member);
      soon()
          .until(() -> user.get("/notifications").body().findValuesAsText("roomId").contains(room));
    }
    soon().until(() -> waiting() == 0);
    return room;
  }

  /** The ids of the notifications that came to a device, in order. */
  List<String> pushed(TestDevice device, String path) throws Exception {
    List<String> ids = new ArrayList<>();
    for (TestReceiver.Request request : service.requests(path)) {
      ids.add(device.decrypt(request.body()).path("id").asText());
    }
    return ids;
  }

  /** What was not brought yet. */
  long waiting() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                cluster.environment().get("PARLEY_DATABASE_URL"),
                cluster.environment().get("PARLEY_DATABASE_USER"),
                "");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from push_due where not told")) {
      row.next();
      return row.getLong(1);
    }
  }

  /** A push that this key signed, for this push service, to be believed for a day at most. */
  static void assertSigned(
      TestReceiver.Request request, TestDevice device, String key, String audience)
      throws Exception {
    String authorization = request.header("Authorization");
    assertThat(authorization).startsWith("vapid ").contains("k=" + key);
    JsonNode claims =
        device.claims(authorization.replaceFirst("^vapid .*?t=([^,\\s]+).*$", "$1"), key);
    assertThat(claims.path("aud").asText()).isEqualTo(audience);
    assertThat(claims.path("sub").asText()).isEqualTo("mailto:ops@example.com");
    assertThat(Instant.ofEpochSecond(claims.path("exp").asLong()))
        .isBetween(Instant.now(), Instant.now().plus(Duration.ofHours(24)));
  }

  /** A call of the webhook, signed now and with this secret. */
  static void assertSigned(TestReceiver.Request request, String secret) throws Exception {
    long timestamp = Long.parseLong(request.header("webhook-timestamp"));
    assertThat(Instant.ofEpochSecond(timestamp))
        .isBetween(Instant.now().minusSeconds(60), Instant.now());
    byte[] signed =
        TestDevice.join(request.header("webhook-id") + "." + timestamp + ".", request.body());
    assertThat(request.header("webhook-signature"))
        .isEqualTo(
            "v1,"
                + Base64.getEncoder()
                    .encodeToString(
                        TestDevice.hmac(secret.getBytes(StandardCharsets.UTF_8), signed)));
  }
}
