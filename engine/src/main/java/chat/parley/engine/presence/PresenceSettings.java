package chat.parley.engine.presence;

import com.typesafe.config.Config;
import java.time.Duration;

/** The settings of presence, from {@code parley.engine.presence}; units stand there. */
public record PresenceSettings(
    Duration away,
    Duration linger,
    Duration look,
    Duration batch,
    Duration renew,
    Duration save,
    Duration recheck,
    int rechecks,
    int smallRoom,
    Duration answer) {

  public static PresenceSettings of(Config root) {
    Config c = root.getConfig("parley.engine.presence");
    return new PresenceSettings(
        c.getDuration("away"),
        c.getDuration("linger"),
        c.getDuration("look"),
        c.getDuration("batch"),
        c.getDuration("renew"),
        c.getDuration("save"),
        c.getDuration("recheck"),
        c.getInt("rechecks"),
        c.getInt("small-room"),
        c.getDuration("answer"));
  }
}
