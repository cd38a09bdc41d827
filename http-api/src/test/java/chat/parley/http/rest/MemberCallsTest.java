package chat.parley.http.rest;

import static chat.parley.http.TestClient.json;
import static chat.parley.http.TestServer.code;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.http.TestClient;
import chat.parley.http.TestQueries;
import chat.parley.http.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Members over HTTP, with rooms as actors behind the door. */
class MemberCallsTest {

  private static TestServer server;
  private static int rooms;

  private final TestClient ada = server.user("ada");
  private final TestClient bo = server.user("bo");
  private final TestClient cy = server.user("cy");

  @BeforeAll
  static void serve() {
    server = TestServer.withRooms(new TestQueries(), "");
  }

  @AfterAll
  static void end() {
    server.close();
  }

  /** A room of Ada's, with Bo in it. */
  private String room() {
    String id = "room-" + ++rooms;
    ada.post("/rooms", "{\"id\":\"" + id + "\",\"kind\":\"GROUP\",\"members\":[\"bo\"]}");
    return id;
  }

  @Test
  void membersComeChangeAndGo() {
    String path = "/rooms/" + room() + "/members";

    HttpResponse<String> joined = ada.put(path + "/cy", "");
    HttpResponse<String> silenced =
        ada.put(path + "/cy", "{\"role\":\"READER\",\"silencedUntil\":\"2999-01-01T00:00:00Z\"}");
    HttpResponse<String> heard = ada.put(path + "/cy", "{\"silencedUntil\":null}");
    HttpResponse<String> left = cy.delete(path + "/cy");

    assertThat(json(joined).at("/member/role").textValue()).isEqualTo("MEMBER");
    assertThat(json(silenced).at("/member/silencedUntil").textValue())
        .isEqualTo("2999-01-01T00:00:00.000Z");
    assertThat(json(heard).at("/member/silencedUntil").isNull()).isTrue();
    assertThat(json(heard).at("/member/role").textValue()).isEqualTo("READER");
    assertThat(left.statusCode()).isEqualTo(204);
    assertThat(left.body()).isEmpty();
    assertThat(code(cy.get(path))).isEqualTo("forbidden");
    assertThat(code(bo.put(path + "/cy", "{}"))).isEqualTo("forbidden");
  }

  @Test
  void membersAreReadPageByPage() {
    String path = "/rooms/" + room() + "/members?limit=1";

    JsonNode first = json(bo.get(path));
    JsonNode second = json(bo.get(path + "&cursor=" + first.get("nextCursor").textValue()));

    assertThat(first.get("members").findValuesAsText("userId")).containsExactly("ada");
    assertThat(second.get("members").findValuesAsText("userId")).containsExactly("bo");
    assertThat(second.get("nextCursor").isNull()).isTrue();
    assertThat(code(bo.get(path + "&cursor=a%7Cb"))).isEqualTo("bad_request");
  }

  @Test
  void aMemberMutesTheRoomForHimself() {
    String path = "/rooms/" + room();

    HttpResponse<String> muted = bo.put(path + "/mute", "{\"muted\":true}");

    assertThat(muted.body()).isEqualTo("{\"muted\":true}");
    assertThat(json(bo.get(path)).get("muted").booleanValue()).isTrue();
    assertThat(json(ada.get(path)).get("muted").booleanValue()).isFalse();
    assertThat(code(bo.put(path + "/mute", "{\"muted\":\"true\"}"))).isEqualTo("bad_request");
  }

  @Test
  void aReadMarkerNeverGoesBack() {
    String path = "/rooms/" + room();
    for (String content : new String[] {"1", "2", "3"}) {
      ada.post(path + "/messages", "{\"content\":\"" + content + "\"}");
    }

    assertThat(bo.post(path + "/read", "{\"seq\":2}").body())
        .isEqualTo("{\"readSeq\":2,\"unreadCount\":1}");
    assertThat(bo.post(path + "/read", "{\"seq\":1}").body())
        .isEqualTo("{\"readSeq\":2,\"unreadCount\":1}");
    assertThat(bo.post(path + "/read", "").body()).isEqualTo("{\"readSeq\":3,\"unreadCount\":0}");
    assertThat(code(bo.post(path + "/read", "{\"seq\":-1}"))).isEqualTo("bad_request");
    assertThat(code(cy.post(path + "/read", ""))).isEqualTo("forbidden");
  }
}
