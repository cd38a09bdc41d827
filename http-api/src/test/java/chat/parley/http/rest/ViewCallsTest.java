package chat.parley.http.rest;

import static chat.parley.http.TestClient.header;
import static chat.parley.http.TestClient.json;
import static chat.parley.http.TestServer.code;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.http.TestClient;
import chat.parley.http.TestQueries;
import chat.parley.http.TestServer;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered out of views: what they are asked, for whom, and what they say. */
class ViewCallsTest {

  private static final TestQueries QUERIES = new TestQueries();
  private static TestServer server;

  private final TestClient ada = server.user("ada");
  private final TestClient cy = server.user("cy");

  @BeforeAll
  static void serve() {
    server = TestServer.withRooms(QUERIES, "");
    server.user("ada").post("/rooms", "{\"id\":\"r1\",\"kind\":\"GROUP\",\"members\":[\"bo\"]}");
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @BeforeEach
  void forget() {
    QUERIES.asked.clear();
    QUERIES.failure = null;
  }

  @Test
  void theListOfRoomsIsTheCallersOwn() {
    HttpResponse<String> byDefault = ada.get("/rooms");
    ada.get("/rooms?limit=100&cursor=abc");

    assertThat(byDefault.body()).isEqualTo("{\"rooms\":[],\"nextCursor\":\"next\"}");
    assertThat(QUERIES.asked).containsExactly("rooms main ada 30 null", "rooms main ada 100 abc");
    assertThat(code(ada.get("/rooms?limit=101"))).isEqualTo("bad_request");
    assertThat(code(ada.get("/rooms?limit=0"))).isEqualTo("bad_request");
  }

  @Test
  void countsAndNotificationsAreTheCallersOwn() {
    assertThat(ada.get("/unread-count").body())
        .isEqualTo("{\"unreadCount\":5,\"mentionCount\":2,\"rooms\":3}");
    assertThat(json(ada.get("/notifications?unread=true&limit=5")).at("/notifications/0/preview"))
        .hasToString("\"hi\"");
    assertThat(ada.post("/notifications/read", "{\"ids\":[\"n1\"]}").statusCode()).isEqualTo(204);
    assertThat(ada.post("/notifications/read", "").statusCode()).isEqualTo(204);
    assertThat(QUERIES.asked)
        .containsExactly(
            "unread main ada",
            "notifications main ada 5 null true",
            "readNotifications main ada [n1]",
            "readNotifications main ada null");
    assertThat(code(ada.get("/notifications?unread=yes"))).isEqualTo("bad_request");
    assertThat(code(ada.post("/notifications/read", "{\"ids\":\"n1\"}"))).isEqualTo("bad_request");
  }

  @Test
  void statsAreForMembersAndForAYearAtMost() {
    assertThat(ada.get("/rooms/r1/stats?from=2025-11-20&to=2026-11-20").body())
        .isEqualTo("{\"days\":[{\"date\":\"2025-11-20\",\"messages\":12,\"senders\":3}]}");
    ada.get("/rooms/r1/stats?to=2026-11-20");
    assertThat(QUERIES.asked)
        .containsExactly(
            "stats main r1 2025-11-20 2026-11-20", "stats main r1 2026-10-22 2026-11-20");
    assertThat(code(cy.get("/rooms/r1/stats"))).isEqualTo("forbidden");
    assertThat(QUERIES.asked).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "from=2025-11-19&to=2026-11-20",
        "from=2026-11-21&to=2026-11-20",
        "from=yesterday",
        "to=2026-13-01",
        "to=1969-12-31",
        "from=-999999999-01-01"
      })
  void daysThatCannotBeAreABadRequest(String query) {
    assertThat(code(ada.get("/rooms/r1/stats?" + query))).isEqualTo("bad_request");
  }

  @Test
  void receiptsAreOfAMessageThatTheCallerMaySee() {
    String id =
        json(ada.post("/rooms/r1/messages", "{\"content\":\"hi\"}")).at("/message/id").textValue();

    assertThat(ada.get("/rooms/r1/messages/" + id + "/receipts").body())
        .isEqualTo(
            "{\"delivered\":[{\"userId\":\"u2\",\"at\":\"1970-01-01T00:00:00.000Z\"}],"
                + "\"read\":[]}");
    assertThat(QUERIES.asked)
        .hasSize(1)
        .allMatch(one -> one.matches("receipts main r1 \\d+ ada 100"));
    assertThat(code(cy.get("/rooms/r1/messages/" + id + "/receipts"))).isEqualTo("forbidden");
  }

  @Test
  void aViewThatDoesNotAnswerIsUnavailable() {
    QUERIES.failure = new IllegalStateException("the database is away");

    HttpResponse<String> answer = ada.get("/unread-count");

    assertThat(code(answer)).isEqualTo("unavailable");
    assertThat(answer.body()).doesNotContain("database");
    assertThat(json(answer).get("retryAfterMs").intValue()).isEqualTo(1_000);
    assertThat(header(answer, "Retry-After")).isEqualTo("1");
    String today = LocalDate.now(ZoneOffset.UTC).toString();
    assertThat(code(ada.get("/rooms/r1/stats?from=" + today))).isEqualTo("unavailable");
  }

  @Test
  void aCursorThatIsNoneIsABadRequest() {
    QUERIES.failure = new IllegalArgumentException("not a cursor");

    assertThat(code(ada.get("/rooms?cursor=x"))).isEqualTo("bad_request");
    assertThat(code(ada.get("/notifications?cursor=x"))).isEqualTo("bad_request");
  }
}
