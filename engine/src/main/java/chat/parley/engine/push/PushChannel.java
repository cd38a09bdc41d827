package chat.parley.engine.push;

import java.util.concurrent.CompletionStage;

/** Port: a way on which notifications leave the system. */
public interface PushChannel {

  /**
   * Whom {@link #send} would speak to: the host of a subscription's endpoint in lower case, or
   * {@link DuePush#WEBHOOK}.
   */
  String host(DuePush push);

  /**
   * Sends it, or that it was read elsewhere ({@link DuePush#isWithdrawal}), in bounded time. A
   * stage that fails means the same as {@link PushOutcome.Later}.
   */
  CompletionStage<PushOutcome> send(DuePush push);
}
