package chat.parley.engine.session;

import com.typesafe.config.Config;
import java.time.Duration;

/** The settings of sessions, from {@code parley.engine.session} of reference.conf. */
public record SessionSettings(
    Duration helloTimeout,
    Duration heartbeat,
    Duration grace,
    int inFlight,
    int rooms,
    int helloRoomsAtOnce,
    int outboxObjects,
    long outboxBytes,
    Duration slow,
    Duration markerInterval,
    Duration typingInterval,
    int badFrames,
    Duration badFramesWindow,
    Duration linger,
    Duration revocationsRead) {

  public static SessionSettings of(Config root) {
    Config c = root.getConfig("parley.engine.session");
    return new SessionSettings(
        c.getDuration("hello-timeout"),
        c.getDuration("heartbeat"),
        c.getDuration("grace"),
        c.getInt("in-flight"),
        c.getInt("rooms"),
        c.getInt("hello-rooms-at-once"),
        c.getInt("outbox.objects"),
        c.getBytes("outbox.bytes"),
        c.getDuration("outbox.slow"),
        c.getDuration("marker-interval"),
        c.getDuration("typing-interval"),
        c.getInt("bad-frames.count"),
        c.getDuration("bad-frames.window"),
        c.getDuration("linger"),
        c.getDuration("revocations-read"));
  }
}
