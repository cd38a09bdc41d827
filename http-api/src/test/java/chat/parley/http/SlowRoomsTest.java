package chat.parley.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Rooms that answer later than one try waits: what is asked again must not contradict itself. */
class SlowRoomsTest {

  @Test
  void aRoomIsNoConflictWithItselfAndOneWhoLeftHasLeft() {
    try (TestServer server =
        TestServer.withRooms(new TestQueries(), "parley.engine.ask-timeout = 1 ms")) {
      TestClient ada = server.user("ada");

      assertThat(ada.post("/rooms", "{\"id\":\"slow\",\"kind\":\"GROUP\"}").statusCode())
          .isEqualTo(201);
      assertThat(ada.delete("/rooms/slow/members/ada").statusCode()).isEqualTo(204);
    }
  }

  @Test
  void whereThereAreNoRoomsAnyMoreIsSaidAtOnce() {
    try (TestServer server = TestServer.withRooms(new TestQueries(), "")) {
      TestClient ada = server.user("ada");
      ada.post("/rooms", "{\"id\":\"r\",\"kind\":\"GROUP\"}");
      server.stopRooms();

      HttpResponse<String> answer =
          ada.post("/rooms/r/messages", "{\"clientMessageId\":\"c-1\",\"content\":\"hello\"}");

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("\"unavailable\"");
    }
  }
}
