package chat.parley.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tabs of one browser, with the client library alone. */
class ClientSharingIT {

  @RegisterExtension static final Stage STAGE = new Stage();
  @RegisterExtension final Library library = new Library(STAGE);

  @ParameterizedTest
  @ValueSource(strings = {"worker", "leader"})
  void tabsOfOneUserShareASocketAndItsRooms(String share) {
    String room = library.room("ada");
    BrowserContext browser = library.browser();
    String options = "({ share: '" + share + "' })";
    LibraryTab first = library.tab(browser).in(room, library.token("ada"), options);
    LibraryTab second = library.tab(browser).in(room, library.token("ada"), options);

    first.say("from the first");
    second.untilSaid("from the first");
    second.say("from the second");
    first.untilSaid("from the second");
    first.untilSent();
    second.untilSent();

    assertThat(STAGE.gate().sockets()).isEqualTo(1);
    assertThat(STAGE.gate().frames("hello") + STAGE.gate().frames("subscribe")).isLessThan(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"worker", "leader"})
  void whenTheFirstTabIsClosedTheOthersGoOn(String share) {
    String room = library.room("ada");
    BrowserContext browser = library.browser();
    String options = "({ share: '" + share + "' })";
    LibraryTab first = library.tab(browser).in(room, library.token("ada"), options);
    LibraryTab second = library.tab(browser).in(room, library.token("ada"), options);
    first.say("before");
    second.untilSaid("before");

    first.close();
    second.say("after");
    second.untilSaid("after");
    second.untilSent();

    assertThat(second.contents()).isEqualTo("before,after");
    assertThat(STAGE.gate().openSockets()).isEqualTo(1);
  }

  @Test
  void whereTabsCannotShareEachHasASocketOfItsOwn() {
    String room = library.room("ada");
    BrowserContext browser = library.browser();
    LibraryTab first = library.tab(browser).in(room, library.token("ada"), "({ share: 'none' })");
    LibraryTab second = library.tab(browser).in(room, library.token("ada"), "({ share: 'none' })");

    first.say("hello");
    second.untilSaid("hello");
    first.untilSent();

    assertThat(STAGE.gate().openSockets()).isEqualTo(2);
  }

  @Test
  void twoUsersOfOneBrowserHaveNothingInCommon() {
    String room = library.room("ada");
    BrowserContext browser = library.browser();
    LibraryTab ada = library.tab(browser).in(room, library.token("ada"));
    LibraryTab eve = library.tab(browser);
    eve.connect(room, library.token("eve"), "({})");

    eve.until("room.status === 'refused'");

    assertThat(eve.get("room.error.code")).isEqualTo("forbidden");
    assertThat(ada.get("room.status")).isEqualTo("live");
    assertThat(STAGE.gate().openSockets()).isEqualTo(2);
  }

  @Test
  void aRoomIsSubscribedOnceHoweverOftenTheUserComesBack() {
    String here = library.room("ada");
    String there = library.room("ada");
    LibraryTab ada = library.tab().in(here, library.token("ada"));

    for (int i = 0; i < 25; i++) {
      for (String next : new String[] {there, here}) {
        ada.run("room.close(); room = client.open('" + next + "')");
        ada.until("room.status === 'live'");
      }
    }
    ada.say("still here");
    ada.untilSaid("still here");

    assertThat(STAGE.gate().sockets()).isEqualTo(1);
    assertThat(STAGE.gate().frames("subscribe")).isEqualTo(1);
    assertThat(STAGE.gate().frames("unsubscribe")).isZero();
  }

  @Test
  void theSocketEndsWithTheLastTab() {
    String room = library.room("ada");
    LibraryTab ada = library.tab().in(room, library.token("ada"));

    ada.run("client.close()");

    await().until(() -> STAGE.gate().openSockets() == 0);
    assertThat(ada.get("client.state.name")).isEqualTo("closed");
  }
}
