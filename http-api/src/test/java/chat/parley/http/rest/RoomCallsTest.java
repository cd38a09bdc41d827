package chat.parley.http.rest;

import static chat.parley.http.TestClient.header;
import static chat.parley.http.TestClient.json;
import static chat.parley.http.TestServer.code;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.engine.domain.Ids;
import chat.parley.http.TestClient;
import chat.parley.http.TestQueries;
import chat.parley.http.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rooms over HTTP, with rooms as actors behind the door. */
class RoomCallsTest {

  private static TestServer server;
  private static int rooms;

  private final TestClient ada = server.user("ada");
  private final TestClient bo = server.user("bo");
  private final TestClient cy = server.user("cy");
  private final TestClient admin = server.admin("backend");

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
    HttpResponse<String> made =
        ada.post("/rooms", "{\"id\":\"" + id + "\",\"kind\":\"GROUP\",\"members\":[\"bo\"]}");
    assertThat(made.statusCode()).isEqualTo(201);
    return id;
  }

  @Test
  void aRoomIsMadeWithAnIdOfItsOwn() {
    HttpResponse<String> first = ada.post("/rooms", "{\"kind\":\"GROUP\",\"name\":\"Boats\"}");
    HttpResponse<String> second = ada.post("/rooms", "{\"kind\":\"GROUP\"}");

    JsonNode room = json(first).get("room");
    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(room.get("name").textValue()).isEqualTo("Boats");
    assertThat(room.get("memberCount").intValue()).isEqualTo(1);
    assertThat(room.get("id").textValue())
        .matches("[0-9a-z]{26}")
        .isNotEqualTo(json(second).get("room").get("id").textValue());
  }

  @Test
  void anIdThatIsTakenIsAConflict() {
    String body = "{\"kind\":\"GROUP\",\"id\":\"" + room() + "\"}";

    assertThat(code(bo.post("/rooms", body))).isEqualTo("conflict");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"kind\":\"GROUP\",\"id\":\"ref~abc\"}",
        "{\"kind\":\"GROUP\",\"id\":\"dm~abc\"}",
        "{\"kind\":\"GROUP\",\"id\":\"by-ref\"}",
        "{\"kind\":\"GROUP\",\"id\":\"a|b\"}",
        "{\"kind\":\"GROUP\",\"id\":7}",
        "{\"kind\":\"group\"}",
        "{\"name\":\"no kind\"}",
        "{\"kind\":\"GROUP\",\"name\":\" \"}",
        "{\"kind\":\"GROUP\",\"members\":[\"a/b\"]}",
        "{\"kind\":\"GROUP\",\"members\":\"bo\"}",
        "{\"kind\":\"GROUP\",\"policy\":{\"rate\":-1}}",
        "{\"kind\":\"GROUP\",\"policy\":{\"burst\":1.5}}",
        "{\"kind\":\"DIRECT\",\"members\":[\"ada\"]}",
        "{\"kind\":\"DIRECT\",\"members\":[\"bo\",\"cy\",\"ada\"]}",
        "{\"kind\":\"DIRECT\",\"id\":\"mine\",\"members\":[\"bo\"]}",
        "{\"kind\":\"GROUP\",\"kind\":\"GROUP\"}",
        "[]",
        ""
      })
  void aRoomThatCannotBeIsABadRequest(String body) {
    assertThat(code(ada.post("/rooms", body))).isEqualTo("bad_request");
  }

  @Test
  void twoPeopleHaveOneDirectRoomForEver() {
    HttpResponse<String> first = ada.post("/rooms", "{\"kind\":\"DIRECT\",\"members\":[\"bo\"]}");
    HttpResponse<String> second =
        bo.post("/rooms", "{\"kind\":\"DIRECT\",\"members\":[\"bo\",\"ada\"]}");

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(json(second).at("/room/id").textValue())
        .isEqualTo(json(first).at("/room/id").textValue())
        .isEqualTo(Ids.roomIdOfPair("ada", "bo"));
  }

  @Test
  void nobodyMakesTheDirectRoomOfOthers() {
    String body = "{\"kind\":\"DIRECT\",\"members\":[\"bo\",\"cy\"]}";

    assertThat(code(ada.post("/rooms", body))).isEqualTo("forbidden");
    assertThat(admin.post("/rooms", body).statusCode()).isEqualTo(201);
  }

  @Test
  void aRoomByReferenceIsGottenOrMade() {
    String path = "/rooms/by-ref/" + encoded("booking/42 ünï €");
    String body = "{\"kind\":\"GROUP\",\"members\":[\"ada\",\"bo\"]}";

    HttpResponse<String> made = ada.put(path, body);
    HttpResponse<String> gotten = bo.put(path, body);

    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(gotten.statusCode()).isEqualTo(200);
    assertThat(json(gotten).at("/room/externalRef").textValue()).isEqualTo("booking/42 ünï €");
    assertThat(json(gotten).at("/room/id").textValue())
        .isEqualTo(Ids.roomIdOfReference("booking/42 ünï €"));
    assertThat(code(cy.put(path, "{\"members\":[\"cy\"]}"))).isEqualTo("forbidden");
    assertThat(code(cy.put(path, "{\"members\":[\"ada\"]}"))).isEqualTo("forbidden");
    assertThat(admin.put(path, "").statusCode()).isEqualTo(200);
  }

  @Test
  void aReferenceHasUpTo256Characters() {
    String ref = "😀".repeat(255);

    HttpResponse<String> longest = admin.put("/rooms/by-ref/" + encoded(ref + "/"), "");
    HttpResponse<String> longer = admin.put("/rooms/by-ref/" + encoded(ref + "/1"), "");

    assertThat(json(longest).at("/room/externalRef").textValue()).isEqualTo(ref + "/");
    assertThat(code(longer)).isEqualTo("bad_request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%20", "a%00b", "a%0Ab"})
  void aReferenceIsALineOfText(String ref) {
    assertThat(code(admin.put("/rooms/by-ref/" + ref, "{}"))).isEqualTo("bad_request");
  }

  @Test
  void aBackendMakesManyRoomsAtOnce() {
    admin.put("/rooms/by-ref/many-1", "{}");

    HttpResponse<String> answer =
        admin.post(
            "/rooms/by-ref",
            "{\"rooms\":[{\"externalRef\":\"many-1\"},{\"externalRef\":\"many-2\",\"name\":\"2\"},"
                + "{\"externalRef\":\"many-3\",\"policy\":{\"quota\":0}}]}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).get("created").findValuesAsText("externalRef"))
        .containsExactly("many-2");
    assertThat(json(answer).get("skipped").toString())
        .isEqualTo(
            "[{\"externalRef\":\"many-1\",\"reason\":\"exists\"},"
                + "{\"externalRef\":\"many-3\",\"reason\":\"bad_request\"}]");
    assertThat(code(ada.post("/rooms/by-ref", "{\"rooms\":[]}"))).isEqualTo("forbidden");
  }

  @Test
  void aRoomIsShownToItsMembersAndToAdmins() {
    String path = "/rooms/" + room();

    JsonNode seen = json(bo.get(path));

    assertThat(seen.at("/room/kind").textValue()).isEqualTo("GROUP");
    assertThat(seen.get("members").findValuesAsText("userId")).containsExactly("ada", "bo");
    assertThat(seen.get("muted").booleanValue()).isFalse();
    assertThat(seen.get("readSeq").intValue()).isZero();
    assertThat(json(admin.get(path)).has("readSeq")).isFalse();
  }

  @Test
  void aRoomThatIsNotThereIsLikeARoomOfOthers() {
    HttpResponse<String> others = cy.get("/rooms/" + room());
    HttpResponse<String> none = cy.get("/rooms/there-is-no-such-room");

    assertThat(code(others)).isEqualTo("forbidden");
    assertThat(none.body()).isEqualTo(others.body());
    assertThat(none.statusCode()).isEqualTo(others.statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%7Cb", "a%2Fb", "%E6%88%BF", "-a", "%20", "a%00"})
  void whatIsNoIdIsABadRequest(String id) {
    assertThat(code(ada.get("/rooms/" + id))).isEqualTo("bad_request");
    assertThat(code(ada.put("/rooms/" + room() + "/members/" + id, "{}"))).isEqualTo("bad_request");
    assertThat(code(ada.get("/rooms/" + "r".repeat(65)))).isEqualTo("bad_request");
  }

  @Test
  void aRoomIsRenamedClosedAndArchived() {
    String path = "/rooms/" + room();

    HttpResponse<String> renamed = ada.patch(path, "{\"name\":\"Ships\",\"closed\":true}");
    HttpResponse<String> closed = bo.post(path + "/messages", "{\"content\":\"hi\"}");
    HttpResponse<String> archived = ada.delete(path);

    assertThat(json(renamed).at("/room/name").textValue()).isEqualTo("Ships");
    assertThat(code(closed)).isEqualTo("room_closed");
    assertThat(closed.statusCode()).isEqualTo(409);
    assertThat(json(archived).at("/room/archived").booleanValue()).isTrue();
    assertThat(code(bo.patch(path, "{\"name\":\"Mine\"}"))).isEqualTo("forbidden");
  }

  @Test
  void metaIsSmallAndSaysWhenNothingChanged() {
    String path = "/rooms/" + room();
    HttpResponse<String> first = bo.get(path + "/meta");
    HttpResponse<String> same = bo.get(path + "/meta", "If-None-Match", header(first, "ETag"));
    ada.post(path + "/messages", "{\"content\":\"hi\"}");
    HttpResponse<String> changed = bo.get(path + "/meta", "If-None-Match", header(first, "ETag"));

    assertThat(first.body())
        .isEqualTo(
            "{\"roomId\":\""
                + path.substring(7)
                + "\",\"lastSeq\":0,\"rev\":0,\"lastMessageAt\":null,\"memberCount\":2,"
                + "\"onlineCount\":0,\"unreadCount\":0}");
    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(same.body()).isEmpty();
    assertThat(json(changed).get("unreadCount").intValue()).isEqualTo(1);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
