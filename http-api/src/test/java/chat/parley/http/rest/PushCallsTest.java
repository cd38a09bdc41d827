package chat.parley.http.rest;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.http.TestClient;
import chat.parley.http.TestQueries;
import chat.parley.http.TestServer;
import org.junit.jupiter.api.Test;

class PushCallsTest {

  @Test
  void whereWebPushIsNotSetUpEveryCallSaysSo() {
    try (TestServer server = TestServer.withRooms(new TestQueries(), "")) {
      TestClient ada = server.user("ada");

      assertThat(TestServer.code(ada.call("GET", "/push/key", null))).isEqualTo("unsupported");
      assertThat(TestServer.code(ada.call("PUT", "/push/subscriptions", "{}")))
          .isEqualTo("unsupported");
      assertThat(TestServer.code(ada.call("DELETE", "/push/subscriptions/s1", null)))
          .isEqualTo("unsupported");
    }
  }
}
