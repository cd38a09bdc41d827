package chat.parley.http.rest;

import static chat.parley.http.TestServer.code;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.http.TestClient;
import chat.parley.http.TestQueries;
import chat.parley.http.TestRevocations;
import chat.parley.http.TestServer;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What concerns a user as such. */
class UserCallsTest {

  private static TestServer server;

  private final TestClient boss = server.admin("boss");

  @BeforeAll
  static void serve() {
    server = TestServer.withRooms(new TestQueries(), "");
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @Test
  void aUsersTokensAreRefusedOnceAnAdminRevokedThem() {
    TestClient eve = server.user("eve");
    TestClient bo = server.user("bo");
    assertThat(eve.get("/rooms").statusCode()).isEqualTo(200);

    HttpResponse<String> answer = boss.post("/users/eve/revoke", "");

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
    assertThat(code(eve.get("/rooms"))).isEqualTo("unauthorized");
    assertThat(eve.get("/rooms").body()).contains("the token was revoked");
    assertThat(bo.get("/rooms").statusCode()).isEqualTo(200);
    assertThat(boss.post("/users/eve/revoke", "{}").statusCode()).isEqualTo(204);
  }

  @Test
  void aTokenOfALaterSecondIsGood() {
    TestClient before = server.user("cy");
    boss.post("/users/cy/revoke", "");

    assertThat(code(before.get("/rooms"))).isEqualTo("unauthorized");
    assertThat(server.laterUser("cy", Duration.ofSeconds(2)).get("/rooms").statusCode())
        .isEqualTo(200);
  }

  @Test
  void onlyAnAdminRevokesAndOnlyWhatIsAUser() {
    TestClient ada = server.user("ada");

    assertThat(code(ada.post("/users/ada/revoke", ""))).isEqualTo("forbidden");
    assertThat(code(server.nobody().post("/users/ada/revoke", ""))).isEqualTo("unauthorized");
    assertThat(code(boss.post("/users/-/revoke", ""))).isEqualTo("bad_request");
    assertThat(ada.get("/rooms").statusCode()).isEqualTo(200);
  }

  @Test
  void whatMayNotBeSavedIsUnavailable() {
    String path = "/users/" + TestRevocations.BROKEN + "/revoke";

    assertThat(code(boss.post(path, ""))).isEqualTo("unavailable");
  }
}
