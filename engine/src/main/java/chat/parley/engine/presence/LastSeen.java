package chat.parley.engine.presence;

import akka.actor.typed.javadsl.ActorContext;
import chat.parley.engine.domain.UserKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Keeps when the node's people were seen last, all that is new at a time. */
final class LastSeen {

  private final ActorContext<HubMessage> context;
  private final LocalPeople people;
  private final PresenceStore store;
  private final List<Runnable> waiting = new ArrayList<>();
  private boolean saving;
  private boolean failing;

  LastSeen(ActorContext<HubMessage> context, LocalPeople people, PresenceStore store) {
    this.context = context;
    this.people = people;
    this.store = store;
  }

  /**
   * @param done is called when everything that is new now was kept, or could not be
   */
  void save(Runnable done) {
    if (saving) {
      waiting.add(done);
      return;
    }
    Map<UserKey, Instant> times = people.unsaved();
    if (times.isEmpty()) {
      done.run();
      return;
    }
    saving = true;
    context.pipeToSelf(
        store.save(times), (saved, failure) -> new HubMessage.Saved(times, failure, done));
  }

  void saved(HubMessage.Saved saved) {
    saving = false;
    if (saved.failure() == null) {
      people.saved(saved.times());
    } else if (!failing) {
      context.getLog().warn("when people were seen cannot be kept: {}", saved.failure().toString());
    }
    failing = saved.failure() != null;
    saved.done().run();
    List<Runnable> more = List.copyOf(waiting);
    waiting.clear();
    if (!more.isEmpty()) {
      save(() -> more.forEach(Runnable::run));
    }
  }
}
