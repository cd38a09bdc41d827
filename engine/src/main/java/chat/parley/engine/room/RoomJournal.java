package chat.parley.engine.room;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.SnapshotAdapter;
import akka.persistence.typed.SnapshotSelectionCriteria;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.Recovery;
import akka.persistence.typed.javadsl.RetentionCriteria;
import akka.persistence.typed.javadsl.SignalHandler;
import chat.parley.engine.domain.Change;
import chat.parley.engine.domain.Decision;
import chat.parley.engine.domain.ErrorCode;
import chat.parley.engine.domain.Room;
import chat.parley.engine.domain.RoomEvent;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.domain.RoomReply;
import chat.parley.engine.domain.RoomSnapshot;
import chat.parley.engine.domain.WindowSize;
import java.util.ArrayList;
import java.util.List;

/**
 * The single writer of a room: decides a batch in order, persists its events as one write, and
 * answers the front. A failed write or recovery stops it; the front starts it again.
 */
final class RoomJournal extends EventSourcedBehavior<JournalMessage.Batch, RoomEvent, Room> {

  private final ActorContext<JournalMessage.Batch> context;
  private final RoomKey key;
  private final EngineSettings settings;
  private final ActorRef<RoomMessage> front;

  static Behavior<JournalMessage.Batch> of(
      RoomKey key, EngineSettings settings, ActorRef<RoomMessage> front) {
    return Behaviors.setup(context -> new RoomJournal(context, key, settings, front));
  }

  private RoomJournal(
      ActorContext<JournalMessage.Batch> context,
      RoomKey key,
      EngineSettings settings,
      ActorRef<RoomMessage> front) {
    super(PersistenceId.ofUniqueId(key.entityId()));
    this.context = context;
    this.key = key;
    this.settings = settings;
    this.front = front;
  }

  @Override
  public Room emptyState() {
    return Room.absent(key, settings.window());
  }

  @Override
  public CommandHandler<JournalMessage.Batch, RoomEvent, Room> commandHandler() {
    return this::onBatch;
  }

  @Override
  public EventHandler<Room, RoomEvent> eventHandler() {
    return Room::apply;
  }

  @Override
  public SignalHandler<Room> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(
            RecoveryCompleted.instance(), room -> front.tell(new JournalMessage.Recovered(room)))
        .build();
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.snapshotEvery(settings.snapshotEvery(), 2);
  }

  @Override
  public SnapshotAdapter<Room> snapshotAdapter() {
    return new RoomSnapshotAdapter(key, settings.window());
  }

  @Override
  public Recovery recovery() {
    return Recovery.withSnapshotSelectionCriteria(SnapshotSelectionCriteria.latest());
  }

  private akka.persistence.typed.javadsl.Effect<RoomEvent, Room> onBatch(
      Room room, JournalMessage.Batch batch) {
    Room working = room;
    List<RoomEvent> events = new ArrayList<>();
    List<JournalMessage.Outcome> outcomes = new ArrayList<>(batch.items().size());
    for (JournalMessage.Item item : batch.items()) {
      Decided decided = decide(working, item, batch);
      for (RoomEvent event : decided.events) {
        working = working.apply(event);
      }
      events.addAll(decided.events);
      outcomes.add(decided.outcome);
    }
    if (events.isEmpty()) {
      batch.replyTo().tell(new JournalMessage.Committed(room, outcomes));
      return Effect().none();
    }
    return Effect()
        .persist(events)
        .thenRun(after -> batch.replyTo().tell(new JournalMessage.Committed(after, outcomes)));
  }

  private record Decided(List<RoomEvent> events, JournalMessage.Outcome outcome) {}

  /** A defect in one decision costs that command alone. */
  private Decided decide(Room room, JournalMessage.Item item, JournalMessage.Batch batch) {
    try {
      if (item instanceof JournalMessage.Markers markers) {
        Room.MarkersDecision decision = room.decideMarkers(markers.commands(), batch.now());
        return new Decided(
            decision.event().<List<RoomEvent>>map(List::of).orElse(List.of()),
            new JournalMessage.Answered(decision.replies(), List.of()));
      }
      JournalMessage.One one = (JournalMessage.One) item;
      return decided(room.decide(one.command(), batch.now(), one.loaded()));
    } catch (RuntimeException e) {
      context.getLog().error("room {}: a command could not be decided", key, e);
      RoomReply reply =
          RoomReply.Rejected.of(ErrorCode.INTERNAL, "the room could not decide this command");
      int replies = item instanceof JournalMessage.Markers m ? m.commands().size() : 1;
      return new Decided(
          List.of(),
          new JournalMessage.Answered(
              java.util.Collections.nCopies(replies, reply), List.<Change>of()));
    }
  }

  private static Decided decided(Decision decision) {
    if (decision instanceof Decision.Accepted accepted) {
      return new Decided(
          accepted.events(),
          new JournalMessage.Answered(List.of(accepted.reply()), accepted.changes()));
    }
    if (decision instanceof Decision.Refused refused) {
      return new Decided(List.of(), new JournalMessage.Answered(List.of(refused.why()), List.of()));
    }
    return new Decided(List.of(), new JournalMessage.Undecided((Decision.Needs) decision));
  }

  /** Snapshots are plain data; the room itself is never serialized. */
  private record RoomSnapshotAdapter(RoomKey key, WindowSize size)
      implements SnapshotAdapter<Room> {
    @Override
    public Object toJournal(Room room) {
      return room.snapshot();
    }

    @Override
    public Room fromJournal(Object from) {
      return Room.of(key, (RoomSnapshot) from, size);
    }
  }
}
