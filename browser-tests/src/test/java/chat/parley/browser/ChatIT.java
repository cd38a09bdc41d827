package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What people do all day. */
class ChatIT {

  @RegisterExtension static final Stage STAGE = new Stage();

  @Test
  void twoPeopleChat() {
    Visitor ada = STAGE.visitor("Ada");
    Visitor bo = STAGE.visitor("Bo");

    ada.say("Is anybody here?");
    assertThat(bo.message("Is anybody here?")).isVisible();
    bo.say("Yes, 你好!");

    assertThat(ada.message("Yes, 你好!")).isVisible();
    assertThat(ada.message("Is anybody here?")).hasCount(1);
  }
}
