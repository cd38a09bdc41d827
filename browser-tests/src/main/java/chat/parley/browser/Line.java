package chat.parley.browser;

import chat.parley.bench.fault.FaultProxy;
import java.time.Duration;

/** What lies between a browser and the node, for pages, workers and sockets alike. */
enum Line {
  /** This machine itself. */
  NONE("none", 0, 0),
  /** As WebPageTest and Lighthouse have it: 1.6 Mbit/s, 150 ms there and back. */
  FAST_3G("Fast 3G (1.6 Mbit/s, 150 ms)", 200_000, 150),
  /** Of Chromium's developer tools, which are harder: 1.44 Mbit/s, 562.5 ms. */
  DEVTOOLS_FAST_3G("Fast 3G of the developer tools (1.44 Mbit/s, 562 ms)", 180_000, 562);

  private final String title;
  private final long bytesPerSecond;
  private final long roundTripMs;

  Line(String title, long bytesPerSecond, long roundTripMs) {
    this.title = title;
    this.bytesPerSecond = bytesPerSecond;
    this.roundTripMs = roundTripMs;
  }

  /** Makes a link like this. */
  void applyTo(FaultProxy link) {
    link.pass();
    if (this != NONE) {
      link.delay(Duration.ofMillis(roundTripMs / 2));
      link.throttle(bytesPerSecond);
    }
  }

  @Override
  public String toString() {
    return title;
  }
}
