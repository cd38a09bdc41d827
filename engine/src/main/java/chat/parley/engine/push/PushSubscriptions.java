package chat.parley.engine.push;

import chat.parley.engine.domain.UserKey;
import java.util.concurrent.CompletionStage;

/** Port: the devices that users want to be reached on. */
public interface PushSubscriptions {

  /** Devices of a user; one more, and the one that was saved longest ago goes. */
  int MOST = 20;

  /** Saves a device, or saves it anew; it is this user's from now on, whosever it was. */
  CompletionStage<Void> save(UserKey user, PushSubscription subscription);

  /** Forgets a device of this user; nothing happens where there is none. */
  CompletionStage<Void> remove(UserKey user, String id);

  /** Forgets all devices of a user. */
  CompletionStage<Void> removeAll(UserKey user);
}
