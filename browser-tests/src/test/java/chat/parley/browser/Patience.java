package chat.parley.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** How long the tests wait for what takes its time. */
final class Patience {

  static final int LONG_MS = 40_000;
  private static final int LOOK_MS = 20;

  static final LocatorAssertions.IsVisibleOptions LONG =
      new LocatorAssertions.IsVisibleOptions().setTimeout(LONG_MS);

  private Patience() {}

  /**
   * Looks again and again, and lets the page do its work between; what is looked for may ask it.
   */
  static void until(Page page, String what, BooleanSupplier fact) {
    Instant end = Instant.now().plus(Duration.ofMillis(LONG_MS));
    while (!fact.getAsBoolean()) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("in vain: " + what);
      }
      page.waitForTimeout(LOOK_MS);
    }
  }

  static Locator.FilterOptions text(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  static Locator.GetByRoleOptions button(String name) {
    return new Locator.GetByRoleOptions().setName(name).setExact(true);
  }
}
