package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Input methods, and people without a mouse. */
class InputIT {

  @RegisterExtension static final Stage STAGE = new Stage();

  @Test
  void enterThatEndsAComposingDoesNotSend() {
    String room = STAGE.server().room("Tea house", "mei");
    Visitor mei = STAGE.visitor("Mei").openRoom(room);
    assertThat(mei.title()).hasText("Tea house");
    mei.input().focus();
    CDPSession browser = mei.context().newCDPSession(mei.page());

    compose(browser, "ㄋㄧˇ");
    compose(browser, "你好");
    enterOfAnInputMethod(browser);
    commit(browser, "你好");
    assertThat(mei.input()).hasValue("你好");
    assertThat(mei.messages()).hasCount(0);
    mei.input().press("Enter");

    assertThat(mei.message("你好")).hasCount(1);
    assertThat(mei.input()).hasValue("");
    assertThat(STAGE.server().user("mei").meta(room).path("lastSeq").asInt()).isEqualTo(1);
  }

  private static void compose(CDPSession browser, String text) {
    JsonObject arguments = new JsonObject();
    arguments.addProperty("text", text);
    arguments.addProperty("selectionStart", text.length());
    arguments.addProperty("selectionEnd", text.length());
    browser.send("Input.imeSetComposition", arguments);
  }

  private static void commit(CDPSession browser, String text) {
    JsonObject arguments = new JsonObject();
    arguments.addProperty("text", text);
    browser.send("Input.insertText", arguments);
  }

  /** The key goes to the page too, as browsers have it: while it is composing. */
  private static void enterOfAnInputMethod(CDPSession browser) {
    for (String type : new String[] {"rawKeyDown", "keyUp"}) {
      JsonObject key = new JsonObject();
      key.addProperty("type", type);
      key.addProperty("key", "Enter");
      key.addProperty("code", "Enter");
      key.addProperty("windowsVirtualKeyCode", 13);
      browser.send("Input.dispatchKeyEvent", key);
    }
  }

  @Test
  void shiftAndEnterBeginsALine() {
    String room = STAGE.server().room("Poem", "mei");
    Visitor mei = STAGE.visitor("Mei").openRoom(room);
    assertThat(mei.title()).hasText("Poem");
    mei.input().pressSequentially("first");
    mei.input().press("Shift+Enter");
    mei.input().pressSequentially("second");
    assertThat(mei.messages()).hasCount(0);
    mei.input().press("Enter");
    assertThat(mei.message("first\nsecond")).hasCount(1);
  }

  @Test
  void everythingCanBeDoneByKeyboardAlone() {
    STAGE.server().say(STAGE.server().room("Left", "kim", "bo"), "bo", "on the left");
    STAGE.server().say(STAGE.server().room("Right", "kim", "bo"), "bo", "on the right");
    Visitor kim = STAGE.visitor();
    Keyboard keys = kim.page().keyboard();
    assertThat(kim.page().getByRole(AriaRole.TEXTBOX, Visitor.named("Your name"))).isFocused();
    keys.type("Kim");
    keys.press("Enter");
    assertThat(kim.input()).isFocused();

    tabTo(kim, "Left");
    keys.press("Enter");
    assertThat(kim.message("on the left")).isVisible();
    assertThat(kim.input()).isFocused();
    keys.type("hello");
    keys.press("Enter");
    assertThat(kim.message("hello")).isVisible();

    tabTo(kim, "Messages");
    keys.press("ArrowUp");
    keys.press("ArrowUp");
    assertThat(kim.message("on the left")).isFocused();
    tabTo(kim, "React");
    keys.press("Enter");
    assertThat(kim.page().getByRole(AriaRole.DIALOG, Visitor.named("Reactions"))).isVisible();
    keys.press("Enter");
    assertThat(kim.message("on the left").getByRole(AriaRole.BUTTON).first()).isVisible();
  }

  /** Presses Tab until what is called so has the focus: everything is reached, in a circle. */
  private static void tabTo(Visitor visitor, String name) {
    for (int i = 0; i < 60; i++) {
      visitor.page().keyboard().press("Tab");
      String focused =
          (String)
              visitor
                  .page()
                  .evaluate(
                      "(document.activeElement.getAttribute('aria-label') ?? '') + '|' +"
                          + " (document.activeElement.querySelector('.name') ??"
                          + " document.activeElement).textContent");
      if (java.util.List.of(focused.split("\\|")).contains(name)) {
        return;
      }
    }
    throw new AssertionError("Tab never came to " + name);
  }
}
