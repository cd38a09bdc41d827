package chat.parley.engine.inbox;

import com.typesafe.config.Config;
import java.time.Duration;

/** The settings of inboxes, from {@code parley.engine.inbox} of reference.conf. */
public record InboxSettings(
    Duration digest, Duration look, int members, int counts, int notices, Duration repair) {

  public static InboxSettings of(Config root) {
    Config c = root.getConfig("parley.engine.inbox");
    return new InboxSettings(
        c.getDuration("digest"),
        c.getDuration("look"),
        c.getInt("members"),
        c.getInt("counts"),
        c.getInt("notices"),
        c.getDuration("repair"));
  }
}
