package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One socket a browser, whatever people do with their tabs and rooms. */
class OneSocketIT {

  private static final int ROOMS = 10;
  private static final int SWITCHES = 50;

  /** Frames that ask for content of a room. */
  private static final Set<String> ASKING = Set.of("subscribe", "history");

  @RegisterExtension static final Stage STAGE = new Stage();

  @Test
  void twoTabsShareOneSocketAndItOutlivesTheFirstTab() {
    String room = STAGE.server().room("Hall", "ada", "bo");
    Visitor first = STAGE.visitor("Ada").openRoom(room);
    Visitor second = first.tab().openRoom(room);
    assertThat(second.title()).hasText("Hall");

    first.say("from the first tab");
    assertThat(second.message("from the first tab")).isVisible();
    second.say("from the second tab");
    assertThat(first.message("from the second tab")).isVisible();
    assertThat(STAGE.gate().sockets()).isEqualTo(1);
    assertThat(STAGE.gate().openSockets()).isEqualTo(1);
    assertThat(STAGE.chromium().targets()).containsOnlyOnce("shared_worker");

    first.page().close();
    STAGE.server().say(room, "bo", "only one tab left");
    assertThat(second.message("only one tab left")).isVisible(Patience.LONG);
    assertThat(STAGE.gate().openSockets()).isEqualTo(1);
  }

  @Test
  void fiftySwitchesOfRoomsTakeOneSocketAndOneRequestEach() {
    List<String> rooms =
        IntStream.range(0, ROOMS).mapToObj(i -> "Floor " + (char) ('A' + i)).toList();
    rooms.forEach(name -> STAGE.server().say(STAGE.server().room(name, "di"), "di", "on " + name));
    Visitor di = STAGE.visitor("Di");
    di.room("Floor A").click();
    assertThat(di.message("on Floor A")).isVisible();
    STAGE.gate().forget();

    for (int i = 1; i <= SWITCHES; i++) {
      String name = rooms.get(i % ROOMS);
      di.room(name).click();
      assertThat(di.title()).hasText(name);
      assertThat(di.message("on " + name)).isVisible();
    }

    assertThat(STAGE.gate().calls()).as("calls, a socket's too").isEmpty();
    assertThat(STAGE.gate().openSockets()).isEqualTo(1);
    long asked = STAGE.gate().frames().stream().filter(one -> ASKING.contains(one.type())).count();
    assertThat(asked).isBetween((long) ROOMS - 1, (long) SWITCHES);
    assertThat(di.complaints()).isEmpty();
  }

  @Test
  void atTheStartEveryCallIsMadeOnce() {
    Visitor ada = STAGE.visitor("Ada");
    ada.say("settled");
    assertThat(ada.message("settled")).not().containsText("Sending…");
    STAGE.gate().forget();

    ada.page().reload();
    assertThat(ada.rooms().first()).isVisible();
    ada.say("here I am");
    assertThat(ada.message("here I am")).not().containsText("Sending…");

    List<String> calls = STAGE.gate().calls().stream().map(GateCall::toString).toList();
    assertThat(calls).doesNotHaveDuplicates();
    assertThat(STAGE.gate().sockets()).isEqualTo(1);
    assertThat(STAGE.gate().frames("hello")).isEqualTo(1);
  }
}
