package chat.parley.engine.push;

import java.time.Duration;

/** What became of an attempt to push. */
public sealed interface PushOutcome {

  /** It was taken. */
  record Sent() implements PushOutcome {}

  /** There is no such device any more, and never will be. */
  record Gone() implements PushOutcome {}

  /** It was refused, and would be again. */
  record Refused(String why) implements PushOutcome {}

  /**
   * It was not taken now.
   *
   * @param after how long the other side wants not to be asked; zero where it did not say
   */
  record Later(String why, Duration after) implements PushOutcome {}
}
