package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where proxies let no sockets through, or no streams either. */
class FallbackIT {

  private static final String SOCKET = "/api/chat/ws";
  private static final String STREAM = "/api/chat/events";

  @RegisterExtension static final Stage STAGE = new Stage();

  @Test
  void withoutSocketsEventsComeAsAStream() {
    String room = STAGE.server().room("Tower", "ada", "bo");
    STAGE.gate().refuse(SOCKET::equals);
    Visitor ada = STAGE.visitor("Ada").openRoom(room);
    Patience.until(ada.page(), "a call", () -> STAGE.gate().calls(STREAM) > 0);

    STAGE.server().say(room, "bo", "do you hear me?");
    assertThat(ada.message("do you hear me?")).isVisible();
    ada.say("loud and clear");
    assertThat(ada.message("loud and clear")).not().containsText("Sending…");
    assertThat(ada.messages()).hasCount(2);
    assertThat(STAGE.server().user("bo").meta(room).path("lastSeq").asInt()).isEqualTo(2);
  }

  @Test
  void withoutStreamsItAsksForTheNumbersAndFetchesOnlyWhatIsNew() {
    String room = STAGE.server().room("Bunker", "ada", "bo");
    String meta = "/api/chat/rooms/" + room + "/meta";
    String messages = "/api/chat/rooms/" + room + "/messages";
    STAGE.gate().refuse(path -> path.equals(SOCKET) || path.equals(STREAM));
    Visitor ada = STAGE.visitor("Ada").openRoom(room);
    Patience.until(ada.page(), "a call", () -> STAGE.gate().calls(meta) > 0);
    assertThat(ada.connection()).containsText("Slow updates");

    STAGE.gate().forget();
    Patience.until(ada.page(), "a call", () -> STAGE.gate().calls(meta) > 1);
    assertThat(STAGE.gate().calls(messages)).as("fetched though nothing was new").isZero();
    STAGE.server().say(room, "bo", "by post");
    assertThat(ada.message("by post")).isVisible();
    ada.say("by return of post");
    assertThat(ada.message("by return of post")).not().containsText("Sending…");
    assertThat(ada.messages()).hasCount(2);
  }

  @Test
  void whenSocketsComeBackTheyAreUsedAgain() {
    String room = STAGE.server().room("Bridge", "ada", "bo");
    STAGE.gate().refuse(SOCKET::equals);
    Visitor ada = STAGE.visitor("Ada").openRoom(room);
    Patience.until(ada.page(), "a call", () -> STAGE.gate().calls(STREAM) > 0);

    STAGE.gate().open();
    Patience.until(ada.page(), "a call", () -> STAGE.gate().openSockets() == 1);
    STAGE.server().say(room, "bo", "mended");
    assertThat(ada.message("mended")).isVisible();
  }
}
