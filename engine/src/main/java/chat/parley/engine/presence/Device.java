package chat.parley.engine.presence;

import chat.parley.engine.domain.Caller;
import chat.parley.engine.domain.UserKey;
import chat.parley.engine.domain.UserPresence;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * One session of a person. That it is used is only noted here and looked at by the node's hub from
 * time to time: no message is sent for what a person does.
 */
public final class Device {

  private final Caller caller;
  private final UserKey user;
  private final String platform;
  private final Consumer<List<UserPresence>> news;
  private final Clock clock;
  private volatile long activeAt;
  private volatile boolean away;

  /**
   * @param platform what the device says it is; null where it says nothing
   * @param news hears of those whom this session watches, from any thread
   */
  Device(Caller caller, String platform, Consumer<List<UserPresence>> news, Clock clock) {
    this.caller = caller;
    this.user = UserKey.of(caller);
    this.platform = platform;
    this.news = news;
    this.clock = clock;
    used();
  }

  /** The person did something with it. */
  public void used() {
    activeAt = clock.millis();
  }

  /** The device says whether the person is at it; what it says holds until it says otherwise. */
  public void declare(boolean isAway) {
    away = isAway;
    used();
  }

  Caller caller() {
    return caller;
  }

  UserKey user() {
    return user;
  }

  String platform() {
    return platform;
  }

  Instant activeAt() {
    return Instant.ofEpochMilli(activeAt);
  }

  boolean isOnline(Instant now, Duration awayAfter) {
    return !away && now.toEpochMilli() - activeAt < awayAfter.toMillis();
  }

  void tell(List<UserPresence> users) {
    news.accept(users);
  }
}
