package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.options.AriaRole;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A room with a long past. */
class HistoryIT {

  private static final int ALL = 100_000;

  /** Elements of the whole page, whatever the room holds. */
  private static final int ELEMENTS = 3_000;

  private static final int WHEEL = 700;

  @RegisterExtension static final Stage STAGE = new Stage();

  private static String room;

  @BeforeAll
  static void fill() {
    room = STAGE.server().history("Archive", "ada", ALL, i -> "number " + i + ".");
  }

  @Test
  void aHundredThousandMessagesScrollWithFewElementsInThePage() {
    Visitor ada = STAGE.visitor("Ada").openRoom(room);
    assertThat(ada.message("number " + ALL + ".")).isVisible();

    Set<Integer> seen = new HashSet<>(ada.seqs());
    ada.feed().hover();
    Patience.until(
        ada.page(),
        "the thousandth message from the end",
        () -> {
          ada.page().mouse().wheel(0, -WHEEL);
          seen.addAll(ada.seqs());
          assertThat(elements(ada)).isLessThan(ELEMENTS);
          return seen.contains(ALL - 1_000);
        });
    int oldest = Collections.min(seen);
    assertThat(seen).as("no hole between the oldest seen and the newest").hasSize(ALL - oldest + 1);
    assertThat(ada.complaints()).isEmpty();
  }

  @Test
  void anAddressLeadsIntoTheMiddleAndOneScrollsBothWays() {
    Visitor ada = STAGE.visitor("Ada").open("/#/r/" + room + "/50000");
    assertThat(ada.message("number 50000.")).isInViewport();

    ada.feed().hover();
    scroll(ada, -WHEEL, () -> ada.seqs().get(0) <= 49_800);
    scroll(ada, WHEEL, () -> Collections.max(ada.seqs()) >= 50_200);
    assertThat(elements(ada)).isLessThan(ELEMENTS);

    ada.page().getByRole(AriaRole.BUTTON, Visitor.named("Jump to newest")).click();
    assertThat(ada.message("number " + ALL + ".")).isInViewport();
  }

  @Test
  void whatIsLookedAtStaysWhereItIsWhenOlderOnesComeIn() {
    Visitor ada = STAGE.visitor("Ada").openRoom(room);
    assertThat(ada.message("number " + ALL + ".")).isInViewport();
    STAGE.gate().hold();

    ada.feed().hover();
    scroll(ada, -WHEEL, () -> atTop(ada));
    int first = ada.seqs().get(0);
    double top = ada.topOf(first);
    STAGE.gate().open();

    Patience.until(ada.page(), "older ones", () -> ada.seqs().get(0) < first);
    assertThat(ada.topOf(first)).isCloseTo(top, within(2.0));
  }

  private static void scroll(Visitor visitor, int wheel, BooleanSupplier there) {
    Patience.until(
        visitor.page(),
        "the place to scroll to",
        () -> {
          visitor.page().mouse().wheel(0, wheel);
          return there.getAsBoolean();
        });
  }

  private static boolean atTop(Visitor visitor) {
    return (Boolean) visitor.feed().evaluate("feed => feed.scrollTop === 0");
  }

  private static int elements(Visitor visitor) {
    return ((Number) visitor.page().evaluate("document.querySelectorAll('*').length")).intValue();
  }
}
