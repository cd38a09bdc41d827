package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Without a network: nothing that was said is lost, and nothing is said twice. */
class OfflineIT {

  @RegisterExtension static final Stage STAGE = new Stage();

  @Test
  void whatIsSaidInAirplaneModeIsSentWhenItEnds() {
    String room = STAGE.server().room("Plane", "ada", "bo");
    Visitor ada = STAGE.visitor("Ada").openRoom(room);
    ada.say("boarding");
    assertThat(ada.message("boarding")).not().containsText("Sending…");

    airplane(ada, true);
    assertThat(ada.connection()).containsText("Offline");
    ada.say("above the clouds");
    ada.say("and still");
    assertThat(ada.message("Sending…")).hasCount(2);
    STAGE.server().say(room, "bo", "have a good flight");
    airplane(ada, false);

    assertThat(ada.message("have a good flight")).isVisible(Patience.LONG);
    assertThat(ada.message("Sending…")).hasCount(0);
    assertThat(ada.messages()).containsText(new String[] {"boarding", "flight", "clouds", "still"});
  }

  @Test
  void whatWasSaidOfflineIsSentOnceAlthoughTheTabWasClosed() {
    String room = STAGE.server().room("Train", "ada", "bo");
    Visitor ada = STAGE.visitor("Ada").openRoom(room);
    assertThat(ada.title()).hasText("Train");
    airplane(ada, true);
    ada.say("from the tunnel");
    assertThat(ada.message("from the tunnel")).containsText("Sending…");

    ada.closeTab();
    airplane(ada, false);
    ada.openRoom(room);
    Visitor bo = STAGE.visitor("Bo").openRoom(room);

    assertThat(bo.message("from the tunnel")).isVisible(Patience.LONG);
    ada.say("and out again");
    assertThat(bo.message("and out again")).isVisible();
    assertThat(bo.messages()).hasCount(2);
    assertThat(ada.messages()).hasCount(2);
    assertThat(STAGE.server().user("ada").meta(room).path("lastSeq").asInt()).isEqualTo(2);
  }

  /** The browser's own switch for the page, and the gate for workers, which it does not reach. */
  private static void airplane(Visitor visitor, boolean on) {
    visitor.context().setOffline(on);
    if (on) {
      STAGE.gate().shut();
    } else {
      STAGE.gate().open();
    }
  }
}
