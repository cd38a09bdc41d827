package chat.parley.engine.room;

import akka.actor.typed.ActorRef;
import chat.parley.engine.domain.Loaded;
import chat.parley.engine.domain.Lookup;
import chat.parley.engine.domain.RoomCommand;
import chat.parley.engine.domain.RoomReply;
import chat.parley.engine.domain.StoredMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** What waits for a room's journal, and the batch that is on its way there. */
final class WriteQueue {

  /** Somebody waits for an item. */
  sealed interface Waiting {

    JournalMessage.Item item();

    /** The same answer for everybody who waits for it. */
    void refuse(RoomReply.Rejected why);
  }

  /** One command. */
  record One(RoomCommand command, Loaded loaded, ActorRef<RoomReply> replyTo) implements Waiting {

    @Override
    public JournalMessage.Item item() {
      return new JournalMessage.One(command, loaded);
    }

    @Override
    public void refuse(RoomReply.Rejected why) {
      replyTo.tell(why);
    }

    One with(Lookup lookup, Optional<StoredMessage> found) {
      return new One(command, loaded.with(lookup, found), replyTo);
    }
  }

  /** Marker moves that were gathered; commands and those who wait stand in the same order. */
  record Markers(List<RoomCommand.MoveMarker> commands, List<ActorRef<RoomReply>> replyTo)
      implements Waiting {

    @Override
    public JournalMessage.Item item() {
      return new JournalMessage.Markers(commands);
    }

    @Override
    public void refuse(RoomReply.Rejected why) {
      replyTo.forEach(ref -> ref.tell(why));
    }
  }

  private final int capacity;
  private final int batchSize;
  private final Deque<Waiting> queue = new ArrayDeque<>();
  private List<Waiting> inFlight = List.of();
  private List<RoomCommand.MoveMarker> markers = new ArrayList<>();
  private List<ActorRef<RoomReply>> markersReplyTo = new ArrayList<>();

  WriteQueue(int capacity, int batchSize) {
    this.capacity = capacity;
    this.batchSize = batchSize;
  }

  boolean isFull() {
    return queue.size() + markers.size() >= capacity;
  }

  /** Whether a batch is on its way. */
  boolean isBusy() {
    return !inFlight.isEmpty();
  }

  /** Nothing is on its way, and nothing waits. */
  boolean isEmpty() {
    return inFlight.isEmpty() && queue.isEmpty() && markers.isEmpty();
  }

  void add(Waiting waiting) {
    queue.add(waiting);
  }

  /** True when it is the first since the last flush. */
  boolean gather(RoomCommand.MoveMarker move, ActorRef<RoomReply> replyTo) {
    markers.add(move);
    markersReplyTo.add(replyTo);
    return markers.size() == 1;
  }

  /** Queues what was gathered. */
  void flushMarkers() {
    if (!markers.isEmpty()) {
      queue.add(new Markers(markers, markersReplyTo));
      markers = new ArrayList<>();
      markersReplyTo = new ArrayList<>();
    }
  }

  /** Puts the next batch on its way; empty while one is, or when nothing waits. */
  List<JournalMessage.Item> nextBatch() {
    if (!inFlight.isEmpty() || queue.isEmpty()) {
      return List.of();
    }
    List<Waiting> batch = new ArrayList<>();
    while (!queue.isEmpty() && batch.size() < batchSize) {
      batch.add(queue.poll());
    }
    inFlight = batch;
    return batch.stream().map(Waiting::item).toList();
  }

  /** The batch that was on its way, which is not any more. */
  List<Waiting> landed() {
    List<Waiting> batch = inFlight;
    inFlight = List.of();
    return batch;
  }

  /** Everything, on its way or not. */
  List<Waiting> drain() {
    List<Waiting> all = new ArrayList<>(landed());
    flushMarkers();
    all.addAll(queue);
    queue.clear();
    return all;
  }
}
