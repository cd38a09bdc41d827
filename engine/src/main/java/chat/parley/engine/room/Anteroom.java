package chat.parley.engine.room;

import chat.parley.engine.domain.RoomReply.Rejected;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * What came before the room was read from its journal. Bounded.
 *
 * @param <M> what may wait here
 */
final class Anteroom<M extends RoomMessage> {

  private final int capacity;
  private final Deque<M> waiting = new ArrayDeque<>();

  Anteroom(int capacity) {
    this.capacity = capacity;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  void add(M message, Rejected whenFull) {
    if (waiting.size() < capacity) {
      waiting.add(message);
    } else {
      refuse(message, whenFull);
    }
  }

  void handOver(Consumer<? super M> to) {
    while (!waiting.isEmpty()) {
      to.accept(waiting.poll());
    }
  }

  void refuseAll(Rejected why) {
    handOver(message -> refuse(message, why));
  }

  /** Who waits for an answer gets this one; feeds ask again by themselves. */
  private static void refuse(RoomMessage message, Rejected why) {
    if (message instanceof RoomMessage.Execute execute) {
      execute.replyTo().tell(why);
    } else if (message instanceof RoomMessage.Ask ask) {
      ask.replyTo().tell(why);
    } else if (message instanceof RoomMessage.Admit admit) {
      admit.feed().tell(new RoomPush.Refused(admit.sessionId(), why));
    }
  }
}
