package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What people do all day, whatever happens to the node. */
class ChatIT {

  @RegisterExtension static final Stage STAGE = new Stage();

  @Test
  void twoPeopleChat() {
    String room = STAGE.server().room("Kitchen", "ada", "bo");
    Visitor ada = STAGE.visitor("Ada").openRoom(room);
    Visitor bo = STAGE.visitor("Bo").openRoom(room);

    ada.say("Is anybody here?");
    assertThat(bo.message("Is anybody here?")).isVisible();
    bo.input().pressSequentially("Yes");
    assertThat(ada.page().getByText("Bo is typing…")).isVisible();
    bo.say("Yes, 你好!");

    assertThat(ada.message("Yes, 你好!")).isVisible();
    assertThat(ada.messages()).hasCount(2);
    assertThat(ada.complaints()).isEmpty();
  }

  @Test
  void aReloadComesBackToTheRoomAndToWhatWasBeingWritten() {
    String room = STAGE.server().room("Cellar", "ada", "bo");
    STAGE.server().say(room, "bo", "Mind the steps");
    Visitor ada = STAGE.visitor("Ada");
    ada.room("Cellar").click();
    assertThat(ada.message("Mind the steps")).isVisible();
    ada.input().pressSequentially("I am half way d");

    ada.page().reload();

    assertThat(ada.title()).hasText("Cellar");
    assertThat(ada.message("Mind the steps")).hasCount(1);
    assertThat(ada.input()).hasValue("I am half way d");
  }

  @Test
  void nothingIsLostOrDoubledWhenTheNodeIsKilledAndComesBack() {
    String room = STAGE.server().room("Attic", "ada", "bo");
    Visitor ada = STAGE.visitor("Ada").openRoom(room);
    Visitor bo = STAGE.visitor("Bo").openRoom(room);
    bo.say("before");
    assertThat(ada.message("before")).isVisible();

    STAGE.server().kill();
    assertThat(ada.connection()).containsText("Reconnecting");
    ada.say("while it was away");
    assertThat(ada.message("while it was away")).containsText("Sending…");
    STAGE.server().startAgain();

    assertThat(bo.message("while it was away")).isVisible(Patience.LONG);
    bo.say("after");
    assertThat(ada.message("after")).isVisible();
    for (Visitor visitor : List.of(ada, bo)) {
      assertThat(visitor.messages()).hasCount(3);
      assertThat(visitor.connection()).isHidden();
    }
    assertThat(ada.message("Sending…")).hasCount(0);
    assertThat(contents(room)).containsExactly("before", "while it was away", "after");
  }

  @Test
  void aMessageIsAnsweredChangedAndTakenBack() {
    String room = STAGE.server().room("Garden", "ada", "bo");
    Visitor ada = STAGE.visitor("Ada").openRoom(room);
    Visitor bo = STAGE.visitor("Bo").openRoom(room);
    ada.say("Roses are red");

    bo.message("Roses").getByText("Roses are red").hover();
    bo.message("Roses").getByRole(AriaRole.BUTTON, Patience.button("Reply")).click();
    assertThat(bo.page().getByText("Replying to Ada")).isVisible();
    bo.say("So they are");
    assertThat(ada.message("So they are")).containsText("Roses are red");

    bo.message("So they are").getByText("So they are").hover();
    bo.message("So they are").getByRole(AriaRole.BUTTON, Patience.button("Edit")).click();
    bo.page().getByRole(AriaRole.TEXTBOX, Visitor.named("Edit message")).fill("Are they?");
    bo.page().getByRole(AriaRole.BUTTON, Visitor.named("Save")).click();
    assertThat(ada.message("Are they?")).containsText("edited");
  }

  private static List<String> contents(String room) {
    JsonNode page = STAGE.server().user("ada").messages(room, "limit=50").body();
    return StreamSupport.stream(page.path("messages").spliterator(), false)
        .map(message -> message.path("content").asText())
        .toList();
  }
}
