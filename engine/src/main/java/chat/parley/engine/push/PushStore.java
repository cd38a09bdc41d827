package chat.parley.engine.push;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Port: what has to be pushed, written down together with the notifications themselves. */
public interface PushStore {

  /**
   * Takes some of those that are due. Nobody else gets them until the lease ends; then they are due
   * again, unless they were settled by {@link #done}, {@link #told} or {@link #later}.
   *
   * @param busy hosts that get no more now, as {@link PushChannel#host} names them
   */
  CompletionStage<List<DuePush>> take(int limit, Duration lease, Set<String> busy);

  /** It was brought, or is not wanted any more. */
  CompletionStage<Void> done(DuePush push);

  /** It was brought, and is to be looked at again after this time: it may be read elsewhere. */
  CompletionStage<Void> told(DuePush push, Duration look);

  /**
   * It is due again after this time.
   *
   * @param failed this attempt counts
   */
  CompletionStage<Void> later(DuePush push, Duration after, boolean failed);

  /** The push service does not know its subscription any more: both go. */
  CompletionStage<Void> gone(DuePush push);
}
