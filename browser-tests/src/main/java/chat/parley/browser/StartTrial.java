package chat.parley.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitUntilState;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Opens the page once, writes as soon as one can, and tells how long all of it took. */
final class StartTrial {

  /**
   * Sees what a person sees, frame by frame: the first moment when the field can be written in (a
   * word is typed at once, and Enter pressed until the page takes it, whose scripts may still be on
   * their way), when the message is shown, and when it is sent.
   */
  private static final String WATCH =
      """
      (() => {
        const word = 'typed at once ' + Math.random();
        const times = (window.times = {});
        const now = (name) => (times[name] ??= performance.now());
        let tried = false;
        let taken = false;
        function write(field) {
          taken = tried && field.value !== word;
          if (taken) return;
          tried = true;
          field.focus();
          field.value = word;
          field.dispatchEvent(new InputEvent('input', { bubbles: true }));
          field.dispatchEvent(new KeyboardEvent('keydown',
            { key: 'Enter', code: 'Enter', bubbles: true, cancelable: true }));
        }
        function step() {
          const field = document.querySelector('textarea[aria-label="Message"]');
          if (!taken && field?.checkVisibility() && !field.disabled) {
            now('typable');
            write(field);
          }
          const mine = [...document.querySelectorAll('article')].find((a) => a.textContent.includes(word));
          if (mine) now('shown');
          if (mine?.hasAttribute('aria-posinset')) now('sent');
          if (times.sent === undefined) requestAnimationFrame(step);
        }
        requestAnimationFrame(step);
      })();
      """;

  private static final String PAINT =
      "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null";

  private static final int LOOK_MS = 50;
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** Milliseconds since the navigation began, and what was on the line. */
  record Figures(
      double paint, double typable, double shown, double sent, List<GateCall> calls, long bytes) {}

  private StartTrial() {}

  /** The door, seen for the first time by a browser that knows nothing. */
  static Figures door(Chromium chromium, Gate gate) {
    try (Visitor visitor = Visitor.at(chromium, gate.url())) {
      gate.forget();
      go(visitor);
      double paint = paint(visitor.page());
      Page page = visitor.page();
      page.waitForLoadState();
      page.waitForTimeout(500);
      return new Figures(paint, 0, 0, 0, gate.calls(), gate.bytesOut());
    }
  }

  /**
   * Somebody who is signed in comes back.
   *
   * @param warm whether the browser still has the page's files
   */
  static Figures comingBack(Chromium chromium, Gate gate, Runnable signedIn, boolean warm) {
    try (Visitor first = Visitor.at(chromium, gate.url())) {
      first.open().comeIn("Ada");
      first.say("settled");
      first.message("settled").first().waitFor();
      String state = first.context().storageState();
      if (warm) {
        first.page().navigate("about:blank");
        signedIn.run();
        return measure(first, gate);
      }
      Browser.NewContextOptions fresh = new Browser.NewContextOptions().setStorageState(state);
      try (Visitor again = Visitor.at(chromium, gate.url(), fresh)) {
        signedIn.run();
        return measure(again, gate);
      }
    }
  }

  private static Figures measure(Visitor visitor, Gate gate) {
    visitor.page().addInitScript(WATCH);
    gate.forget();
    go(visitor);
    Page page = visitor.page();
    until(page, "window.times?.sent !== undefined");
    Map<?, ?> times = (Map<?, ?>) page.evaluate("times");
    return new Figures(
        paint(page),
        number(times, "typable"),
        number(times, "shown"),
        number(times, "sent"),
        gate.calls(),
        gate.bytesOut());
  }

  private static void go(Visitor visitor) {
    visitor
        .page()
        .navigate(
            visitor.url().toString(),
            new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
  }

  private static double paint(Page page) {
    until(page, "(" + PAINT + ") !== null");
    return ((Number) page.evaluate(PAINT)).doubleValue();
  }

  /** Playwright's own waiting is an eval within the page, which the page's policy forbids. */
  private static void until(Page page, String fact) {
    long begin = System.nanoTime();
    while (!Boolean.TRUE.equals(page.evaluate(fact))) {
      if (System.nanoTime() - begin > PATIENCE_NANOS) {
        throw new IllegalStateException("not within a minute: " + fact);
      }
      page.waitForTimeout(LOOK_MS);
    }
  }

  private static double number(Map<?, ?> times, String name) {
    return ((Number) times.get(name)).doubleValue();
  }
}
