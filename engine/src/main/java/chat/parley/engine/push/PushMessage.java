package chat.parley.engine.push;

import chat.parley.engine.domain.UserKey;
import java.util.List;
import java.util.Set;

/** What a node's {@link PushDesk} is told, by itself. */
interface PushMessage {

  /** Time to see what is due. */
  record Look() implements PushMessage {}

  /** These were taken, or none when it failed. */
  record Taken(int asked, List<DuePush> pushes, Throwable failure) implements PushMessage {}

  /** Who of them is there and active. */
  record Seen(List<DuePush> pushes, Set<UserKey> online) implements PushMessage {}

  /** What became of an attempt. */
  record Tried(DuePush push, String host, PushOutcome outcome) implements PushMessage {}

  /** It is written down what became of one. */
  record Settled(Throwable failure) implements PushMessage {}

  /** Time to say what was given up. */
  record Report() implements PushMessage {}

  /** Takes no more; {@code done} is called when what was begun has ended. */
  record Stop(Runnable done) implements PushMessage {}
}
