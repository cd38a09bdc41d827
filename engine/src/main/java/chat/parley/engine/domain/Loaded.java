package chat.parley.engine.domain;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What was looked up for one command; an empty answer says that there is no such message. */
public record Loaded(Map<Lookup, Optional<StoredMessage>> found) {

  public static final Loaded NOTHING = new Loaded(Map.of());

  public Loaded {
    found = Map.copyOf(found);
  }

  boolean has(Lookup lookup) {
    return found.containsKey(lookup);
  }

  Optional<StoredMessage> get(Lookup lookup) {
    return found.getOrDefault(lookup, Optional.empty());
  }

  public Loaded with(Lookup lookup, Optional<StoredMessage> answer) {
    Map<Lookup, Optional<StoredMessage>> more = new HashMap<>(found);
    more.put(lookup, answer);
    return new Loaded(more);
  }
}
