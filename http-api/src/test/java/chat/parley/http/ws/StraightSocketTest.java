package chat.parley.http.ws;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.engine.session.SessionPush;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A connection whose channel is known. */
class StraightSocketTest extends DirectSocketTests {

  StraightSocketTest() {
    super(true);
  }

  @Test
  void whatIsSaidHasLeftWhenItHasBeenSaid() throws IOException {
    RawSocket peer = connect();

    for (int i = 0; i < 100; i++) {
      session().say(new SessionPush.Ping());
      assertThat(session().left()).isZero();
    }

    assertThat(peer.readFrame().text()).isEqualTo("{\"type\":\"ping\"}");
  }
}
