package chat.parley.engine.room;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.TimerScheduler;
import chat.parley.engine.domain.RoomKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A front's line to its journal, which is started again after a failure, later each time. */
final class JournalLine {

  /** Time to start the journal after a pause. */
  record Start() implements RoomMessage {}

  /** Whatever asks for it, a room is not read again more often. */
  private static final Duration READ_AGAIN = Duration.ofSeconds(1);

  private final ActorContext<RoomMessage> context;
  private final TimerScheduler<RoomMessage> timers;
  private final RoomKey key;
  private final EngineSettings settings;
  private ActorRef<JournalMessage.Batch> journal;
  private boolean writable;
  private boolean reading;
  private Instant readAt = Instant.MIN;
  private Duration pause;

  JournalLine(
      ActorContext<RoomMessage> context,
      TimerScheduler<RoomMessage> timers,
      RoomKey key,
      EngineSettings settings) {
    this.context = context;
    this.timers = timers;
    this.key = key;
    this.settings = settings;
    this.pause = settings.restartMin();
  }

  void start() {
    journal = context.spawnAnonymous(RoomJournal.of(key, settings, context.getSelf()));
    context.watchWith(journal, new JournalMessage.Gone());
    reading = true;
  }

  /** Whether a batch can be sent. */
  boolean isWritable() {
    return writable;
  }

  /** Whether the room is being read from the journal, so that an answer is near. */
  boolean isReading() {
    return reading;
  }

  Duration pause() {
    return pause;
  }

  void send(List<JournalMessage.Item> items, Instant now) {
    journal.tell(new JournalMessage.Batch(items, now, context.getSelf()));
  }

  void recovered(Instant now) {
    writable = true;
    reading = false;
    readAt = now;
    pause = settings.restartMin();
  }

  void gone() {
    writable = false;
    reading = false;
    timers.startSingleTimer(new Start(), pause);
    Duration doubled = pause.multipliedBy(2);
    pause = doubled.compareTo(settings.restartMax()) > 0 ? settings.restartMax() : doubled;
  }

  /**
   * Reads the room anew: only a new journal actor sees what another writer has added. Nothing may
   * be on its way to the present one. False when the room was read a moment ago.
   */
  boolean readAgain(Instant now) {
    if (!writable || now.isBefore(readAt.plus(READ_AGAIN))) {
      return false;
    }
    writable = false;
    context.unwatch(journal);
    context.stop(journal);
    start();
    return true;
  }
}
