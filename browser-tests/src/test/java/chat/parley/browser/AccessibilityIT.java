package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What axe-core finds against the page: nothing. */
class AccessibilityIT {

  /** Each violation with the elements it was found at. */
  private static final String RUN =
      "async () => (await axe.run()).violations.flatMap(one =>"
          + " one.nodes.map(node => `${one.id}: ${node.html} ${node.failureSummary}`))";

  @RegisterExtension static final Stage STAGE = new Stage();

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void theDoorAndTheChatAreForEverybody(ColorScheme light) {
    String room = STAGE.server().room("Library " + light, "ada", "bo");
    STAGE.server().say(room, "bo", "Quiet please, see https://example.org/rules");
    Visitor ada = STAGE.visitor(new Browser.NewContextOptions().setColorScheme(light));
    assertThat(ada.page().getByRole(AriaRole.BUTTON, Visitor.named("Enter"))).isVisible();
    assertThat(violations(ada.page())).as("at the door").isEmpty();

    ada.comeIn("Ada").openRoom(room);
    ada.say("Of course");
    STAGE.server().say(room, "bo", "Thank you");
    assertThat(ada.message("Thank you")).isVisible();
    assertThat(ada.message("Of course")).not().containsText("Sending…");
    assertThat(violations(ada.page())).as("in a room").isEmpty();

    for (String panel : List.of("Members", "Notifications")) {
      ada.page().getByRole(AriaRole.BUTTON, Visitor.named(panel)).first().click();
      assertThat(ada.page().getByRole(AriaRole.COMPLEMENTARY, Visitor.named(panel))).isVisible();
      assertThat(violations(ada.page())).as(panel).isEmpty();
    }
    for (String dialog : List.of("New conversation", "Settings")) {
      ada.page().getByRole(AriaRole.BUTTON, Visitor.named(dialog)).click();
      assertThat(ada.page().getByRole(AriaRole.DIALOG, Visitor.named(dialog))).isVisible();
      assertThat(violations(ada.page())).as(dialog).isEmpty();
      ada.page().keyboard().press("Escape");
    }
  }

  @Test
  void itFindsWhatIsWrong() {
    Page page = STAGE.visitor().page();
    page.evaluate(
        "document.querySelector('input').removeAttribute('aria-label');"
            + "document.querySelector('input').placeholder = ''");
    assertThat(violations(page)).anyMatch(one -> one.startsWith("label:"));
  }

  private static List<String> violations(Page page) {
    page.evaluate(axe());
    return ((List<?>) page.evaluate(RUN)).stream().map(String::valueOf).toList();
  }

  private static String axe() {
    try (InputStream in = AccessibilityIT.class.getResourceAsStream("/axe.min.js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
