package chat.parley.engine.presence;

import chat.parley.engine.domain.Presence;
import chat.parley.engine.domain.UserKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/** Everybody with a session on this node. */
final class LocalPeople {

  private final PresenceSettings settings;
  private final Map<UserKey, Person> people = new HashMap<>();

  LocalPeople(PresenceSettings settings) {
    this.settings = settings;
  }

  void enter(Device device) {
    people.computeIfAbsent(device.user(), user -> new Person()).enter(device);
  }

  void leave(Device device, Instant now) {
    Person person = people.get(device.user());
    if (person != null) {
      person.leave(device, now, settings.away());
    }
  }

  /** How somebody is as far as this node knows. */
  Presence of(UserKey user, Instant now) {
    Person person = people.get(user);
    return person == null ? Presence.UNKNOWN : person.at(now, settings.away(), settings.linger());
  }

  /** Those whose status is another one than at the last look. */
  Map<UserKey, Presence> look(Instant now) {
    Map<UserKey, Presence> changed = new HashMap<>();
    for (Iterator<Map.Entry<UserKey, Person>> i = people.entrySet().iterator(); i.hasNext(); ) {
      Map.Entry<UserKey, Person> entry = i.next();
      Person person = entry.getValue();
      if (person.hasChanged(now, settings.away(), settings.linger())) {
        changed.put(entry.getKey(), person.at(now, settings.away(), settings.linger()));
      } else if (person.isGone()) {
        i.remove();
      }
    }
    return changed;
  }

  /** Who was seen since it was last saved, and when. */
  Map<UserKey, Instant> unsaved() {
    Map<UserKey, Instant> unsaved = new HashMap<>();
    people.forEach(
        (user, person) -> {
          Instant seenAt = person.unsaved();
          if (seenAt != null) {
            unsaved.put(user, seenAt);
          }
        });
    return unsaved;
  }

  void saved(Map<UserKey, Instant> times) {
    times.forEach(
        (user, time) -> {
          Person person = people.get(user);
          if (person != null) {
            person.saved(time);
          }
        });
  }
}
