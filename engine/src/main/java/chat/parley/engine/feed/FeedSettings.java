package chat.parley.engine.feed;

import com.typesafe.config.Config;
import java.time.Duration;

/** The settings of feeds, from {@code parley.engine.feed} of reference.conf; units stand there. */
public record FeedSettings(
    Duration renew,
    Duration again,
    Duration lastWord,
    Duration retry,
    int tries,
    int admissions,
    Duration linger,
    Duration compare) {

  public static FeedSettings of(Config root) {
    Config c = root.getConfig("parley.engine.feed");
    return new FeedSettings(
        c.getDuration("renew"),
        c.getDuration("again"),
        c.getDuration("last-word"),
        c.getDuration("retry"),
        c.getInt("tries"),
        c.getInt("admissions"),
        c.getDuration("linger"),
        c.getDuration("compare"));
  }
}
