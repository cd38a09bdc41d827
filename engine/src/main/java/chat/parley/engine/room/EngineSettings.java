package chat.parley.engine.room;

import chat.parley.engine.domain.WindowSize;
import com.typesafe.config.Config;
import java.time.Duration;

/** The settings of rooms, from {@code parley.engine} of reference.conf; units stand there. */
public record EngineSettings(
    WindowSize window,
    int activeRooms,
    int queue,
    int batch,
    int snapshotEvery,
    double roomRate,
    int roomBurst,
    double userRate,
    int userBurst,
    Duration markerDelay,
    Duration askTimeout,
    Duration deadline,
    Duration restartMin,
    Duration restartMax,
    Duration allowanceWait,
    Duration allowanceIdle) {

  public static EngineSettings of(Config root) {
    Config c = root.getConfig("parley.engine");
    return new EngineSettings(
        new WindowSize(c.getInt("window.messages"), c.getBytes("window.bytes").intValue()),
        c.getInt("active-rooms"),
        c.getInt("queue"),
        c.getInt("batch"),
        c.getInt("snapshot-every"),
        c.getDouble("room-rate.per-second"),
        c.getInt("room-rate.burst"),
        c.getDouble("user-rate.per-second"),
        c.getInt("user-rate.burst"),
        c.getDuration("marker-delay"),
        c.getDuration("ask-timeout"),
        c.getDuration("deadline"),
        c.getDuration("restart.min"),
        c.getDuration("restart.max"),
        c.getDuration("allowance.wait"),
        c.getDuration("allowance.idle"));
  }
}
