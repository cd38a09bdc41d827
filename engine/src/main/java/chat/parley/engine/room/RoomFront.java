package chat.parley.engine.room;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import chat.parley.engine.domain.Change;
import chat.parley.engine.domain.ErrorCode;
import chat.parley.engine.domain.Loaded;
import chat.parley.engine.domain.Lookup;
import chat.parley.engine.domain.Room;
import chat.parley.engine.domain.RoomCommand;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.domain.RoomReply;
import chat.parley.engine.domain.RoomReply.Rejected;
import chat.parley.engine.domain.StoredMessage;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The front of a room: holds it in memory, answers every read at once, gathers what waits for the
 * journal into batches, pushes to the feeds. Plumbing only; what may be done is decided by {@link
 * Room}.
 */
final class RoomFront extends AbstractBehavior<RoomMessage> {

  /** Sharding asks the room to leave memory. */
  record Stop() implements RoomMessage {}

  private record Looked(
      WriteQueue.One waiting, Lookup lookup, Optional<StoredMessage> found, boolean ok)
      implements RoomMessage {}

  private record FlushMarkers() implements RoomMessage {}

  private record StopIfIdle() implements RoomMessage {}

  private record StopNow() implements RoomMessage {}

  private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

  private final RoomKey key;
  private final EngineSettings settings;
  private final History history;
  private final Clock clock;
  private final TimerScheduler<RoomMessage> timers;

  private final Subscribers subscribers = new Subscribers();
  private final Signs signs;
  private final FeedDesk desk;
  private final WriteQueue writes;
  private final RoomRate rate;
  private final Anteroom<RoomMessage> anteroom;
  private final RoomReads reads;

  private final JournalLine journal;
  private boolean stopping;

  /** The room goes on elsewhere, so the feeds are to follow it there. */
  private boolean moving;

  private int looking;
  private Room room;

  RoomFront(
      ActorContext<RoomMessage> context,
      TimerScheduler<RoomMessage> timers,
      RoomKey key,
      EngineSettings settings,
      History history,
      Clock clock) {
    super(context);
    this.timers = timers;
    this.key = key;
    this.settings = settings;
    this.history = history;
    this.clock = clock;
    this.signs = new Signs(timers, subscribers);
    this.desk = new FeedDesk(context, subscribers);
    this.writes = new WriteQueue(settings.queue(), settings.batch());
    this.rate = new RoomRate(settings);
    this.anteroom = new Anteroom<>(settings.queue());
    this.journal = new JournalLine(context, timers, key, settings);
    this.reads =
        new RoomReads(desk, subscribers, signs, clock, settings.queue(), this::moreMayBeNear);
    journal.start();
  }

  @Override
  public Receive<RoomMessage> createReceive() {
    return newReceiveBuilder()
        .onMessage(RoomMessage.Execute.class, this::onExecute)
        .onMessage(JournalMessage.Committed.class, this::onCommitted)
        .onMessage(RoomMessage.Ask.class, m -> onRead(m, reads::ask))
        .onMessage(RoomMessage.Attach.class, m -> onRead(m, reads::attach))
        .onMessage(RoomMessage.Admit.class, m -> onRead(m, reads::admit))
        .onMessage(RoomMessage.Detach.class, m -> onDetach(m.feed()))
        .onMessage(RoomMessage.Typing.class, this::onTyping)
        .onMessage(Looked.class, this::onLooked)
        .onMessage(FlushMarkers.class, m -> onFlushMarkers())
        .onMessage(Signs.Second.class, m -> onSecond())
        .onMessage(JournalMessage.Recovered.class, this::onRecovered)
        .onMessage(JournalMessage.Gone.class, m -> onJournalGone())
        .onMessage(JournalLine.Start.class, m -> onStartJournal())
        .onMessage(Stop.class, m -> onStop())
        .onMessage(StopIfIdle.class, m -> stopWhenIdle())
        .onMessage(StopNow.class, m -> Behaviors.stopped())
        .onSignal(Terminated.class, t -> onDetach(t.getRef().unsafeUpcast()))
        .build();
  }

  // The journal: one batch at a time.

  private Behavior<RoomMessage> onStartJournal() {
    journal.start();
    return this;
  }

  private Behavior<RoomMessage> onRecovered(JournalMessage.Recovered recovered) {
    boolean first = room == null;
    List<Change> unseen =
        first ? List.of() : recovered.room().changesAfter(room.rev()).orElse(List.of());
    boolean lost = !first && unseen.isEmpty() && recovered.room().rev() > room.rev();
    room = recovered.room();
    journal.recovered(clock.instant());
    subscribers.pushChanges(unseen);
    if (lost) {
      subscribers.push(new RoomPush.Lost(room.rev()));
    }
    anteroom.handOver(getContext().getSelf()::tell);
    reads.caughtUp(room);
    if (stopping) {
      getContext().getSelf().tell(new StopIfIdle());
    }
    sendBatch();
    return this;
  }

  /** What was being written may or may not be durable: nobody is told that it failed. */
  private Behavior<RoomMessage> onJournalGone() {
    for (WriteQueue.Waiting waiting : writes.drain()) {
      waiting.refuse(unavailable("the journal does not answer; repeat with the same id"));
    }
    anteroom.refuseAll(unavailable("the journal does not answer"));
    reads.refuseAll(unavailable("the journal does not answer"));
    if (stopping) {
      return Behaviors.stopped();
    }
    journal.gone();
    return this;
  }

  private Rejected unavailable(String detail) {
    return new Rejected(ErrorCode.UNAVAILABLE, detail, Math.max(200, journal.pause().toMillis()));
  }

  private void sendBatch() {
    List<JournalMessage.Item> items = journal.isWritable() ? writes.nextBatch() : List.of();
    if (!items.isEmpty()) {
      journal.send(items, clock.instant());
    }
  }

  private Behavior<RoomMessage> onCommitted(JournalMessage.Committed committed) {
    List<WriteQueue.Waiting> batch = writes.landed();
    room = committed.room();
    reads.caughtUp(room);
    publish(committed.outcomes());
    for (int i = 0; i < batch.size(); i++) {
      JournalMessage.Outcome outcome = committed.outcomes().get(i);
      if (outcome instanceof JournalMessage.Answered answered) {
        answer(batch.get(i), answered.replies());
      } else {
        look((WriteQueue.One) batch.get(i), ((JournalMessage.Undecided) outcome).needs().lookup());
      }
    }
    if (stopping) {
      return stopWhenIdle();
    }
    sendBatch();
    return this;
  }

  private void publish(List<JournalMessage.Outcome> outcomes) {
    List<Change> changes = new ArrayList<>();
    for (JournalMessage.Outcome outcome : outcomes) {
      if (outcome instanceof JournalMessage.Answered answered) {
        changes.addAll(answered.changes());
      }
    }
    if (!changes.isEmpty()) {
      subscribers.pushChanges(changes);
    }
  }

  private void answer(WriteQueue.Waiting waiting, List<RoomReply> replies) {
    if (waiting instanceof WriteQueue.One one) {
      RoomReply reply = replies.get(0);
      if (reply instanceof RoomReply.Posted posted && !posted.duplicate()) {
        signs.posted(posted.message().senderId());
      }
      one.replyTo().tell(reply);
      return;
    }
    WriteQueue.Markers many = (WriteQueue.Markers) waiting;
    for (int i = 0; i < replies.size(); i++) {
      many.replyTo().get(i).tell(replies.get(i));
      if (replies.get(i) instanceof RoomReply.MarkersAre are) {
        signs.moved(many.commands().get(i).by().userId(), are);
      }
    }
  }

  // Commands.

  private Behavior<RoomMessage> onExecute(RoomMessage.Execute execute) {
    if (room == null) {
      return later(execute);
    }
    if (!journal.isWritable() && !journal.isReading()) {
      execute.replyTo().tell(unavailable("the journal does not answer"));
    } else if (writes.isFull()) {
      execute.replyTo().tell(new Rejected(ErrorCode.OVERLOADED, "the room is busy", 500));
    } else if (execute.command() instanceof RoomCommand.MoveMarker move) {
      gather(move, execute.replyTo());
    } else if (execute.command() instanceof RoomCommand.Post post) {
      Rejected refusal = rate.refuses(room, post, execute, clock.instant());
      if (refusal != null) {
        execute.replyTo().tell(refusal);
      } else {
        enqueue(new WriteQueue.One(post, Loaded.NOTHING, execute.replyTo()));
      }
    } else {
      enqueue(new WriteQueue.One(execute.command(), Loaded.NOTHING, execute.replyTo()));
    }
    return this;
  }

  private void enqueue(WriteQueue.Waiting waiting) {
    writes.add(waiting);
    sendBatch();
  }

  private Behavior<RoomMessage> later(RoomMessage message) {
    anteroom.add(message, unavailable("the room is being read from the journal"));
    return this;
  }

  private void look(WriteQueue.One waiting, Lookup lookup) {
    looking++;
    getContext()
        .pipeToSelf(
            history.find(key, lookup),
            (found, failure) ->
                new Looked(
                    waiting, lookup, failure == null ? found : Optional.empty(), failure == null));
  }

  private Behavior<RoomMessage> onLooked(Looked looked) {
    looking--;
    if (!looked.ok()) {
      looked.waiting().refuse(unavailable("older messages cannot be read now"));
    } else {
      enqueue(looked.waiting().with(looked.lookup(), looked.found()));
    }
    return stopping ? stopWhenIdle() : this;
  }

  private void gather(RoomCommand.MoveMarker move, ActorRef<RoomReply> replyTo) {
    if (writes.gather(move, replyTo)) {
      timers.startSingleTimer(new FlushMarkers(), settings.markerDelay());
    }
  }

  private Behavior<RoomMessage> onFlushMarkers() {
    writes.flushMarkers();
    sendBatch();
    return this;
  }

  // Reads and subscriptions.

  private <M extends RoomMessage> Behavior<RoomMessage> onRead(M message, BiConsumer<M, Room> how) {
    if (room == null) {
      return later(message);
    }
    how.accept(message, room);
    return this;
  }

  /**
   * A rev that somebody has seen and this front has not: it is in the batch on its way, or another
   * front has written it, which took the room over while this one was paused or cut off.
   */
  private boolean moreMayBeNear() {
    return writes.isBusy() || journal.isReading() || journal.readAgain(clock.instant());
  }

  private Behavior<RoomMessage> onDetach(ActorRef<RoomPush> feed) {
    desk.detach(feed);
    return this;
  }

  private Behavior<RoomMessage> onTyping(RoomMessage.Typing typing) {
    if (room != null) {
      signs.typing(room, typing, clock.instant());
    }
    return this;
  }

  private Behavior<RoomMessage> onSecond() {
    signs.second(room, clock.instant());
    return this;
  }

  // Leaving memory.

  private Behavior<RoomMessage> onStop() {
    moving |= StopReason.of(Adapter.toClassic(getContext())) == StopReason.HAND_OFF;
    if (stopping) {
      return this;
    }
    stopping = true;
    timers.startSingleTimer(new StopNow(), STOP_WITHIN);
    return stopWhenIdle();
  }

  /**
   * Whatever came before the stop is done first, also what waits for the room to be read. Feeds
   * that are not told that the room went quiet follow it, since they watch it, to its new place.
   */
  private Behavior<RoomMessage> stopWhenIdle() {
    writes.flushMarkers();
    sendBatch();
    if (!anteroom.isEmpty() || !reads.isEmpty() || looking > 0 || !writes.isEmpty()) {
      return this;
    }
    if (room != null && !moving) {
      subscribers.push(new RoomPush.GoneQuiet(room.rev()));
    }
    return Behaviors.stopped();
  }
}
