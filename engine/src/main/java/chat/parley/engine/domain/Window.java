package chat.parley.engine.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The newest messages of a room as they are now: contiguous in seq, bounded. Immutable. */
final class Window {

  private static final Message[] NONE = {};

  private final WindowSize size;
  private final Message[] messages;
  private final long weight;

  private Window(WindowSize size, Message[] messages, long weight) {
    this.size = size;
    this.messages = messages;
    this.weight = weight;
  }

  static Window empty(WindowSize size) {
    return new Window(size, NONE, 0);
  }

  static Window of(WindowSize size, List<Message> messages) {
    Window window = empty(size);
    for (Message message : messages) {
      window = window.append(message);
    }
    return window;
  }

  boolean isEmpty() {
    return messages.length == 0;
  }

  int count() {
    return messages.length;
  }

  long weight() {
    return weight;
  }

  /** Seq of the oldest message; 1 for the empty window of a room without messages. */
  long firstSeq() {
    return messages.length == 0 ? 1 : messages[0].seq();
  }

  Window append(Message message) {
    long newWeight = weight + message.weight();
    int drop = 0;
    while (messages.length - drop > 0
        && (messages.length - drop >= size.messages() || newWeight > size.bytes())) {
      newWeight -= messages[drop].weight();
      drop++;
    }
    Message[] next = new Message[messages.length - drop + 1];
    System.arraycopy(messages, drop, next, 0, messages.length - drop);
    next[next.length - 1] = message;
    return new Window(size, next, newWeight);
  }

  /** Null when the seq is not in the window. */
  Message get(long seq) {
    long index = messages.length == 0 ? -1 : seq - messages[0].seq();
    return index >= 0 && index < messages.length ? messages[(int) index] : null;
  }

  Window replace(Message message) {
    int index = (int) (message.seq() - messages[0].seq());
    Message[] next = messages.clone();
    next[index] = message;
    return new Window(size, next, weight - messages[index].weight() + message.weight());
  }

  /** Messages with fromSeq <= seq < toSeq, as far as they are in the window. */
  List<Message> slice(long fromSeq, long toSeq) {
    if (messages.length == 0) {
      return List.of();
    }
    long first = messages[0].seq();
    int from = (int) Math.max(0, Math.min(messages.length, fromSeq - first));
    int to = (int) Math.max(from, Math.min(messages.length, toSeq - first));
    return new ArrayList<>(Arrays.asList(messages).subList(from, to));
  }

  List<Message> all() {
    return List.of(messages);
  }
}
