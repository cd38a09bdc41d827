package chat.parley.engine.domain;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** Where a subscriber stands, and what it takes to get it to the room's rev. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Synced.Resumed.class, name = "resumed"),
  @JsonSubTypes.Type(value = Synced.Reset.class, name = "reset")
})
public sealed interface Synced {

  long rev();

  long lastSeq();

  long readSeq();

  /** Every change after the subscriber's rev, in order, none left out. */
  record Resumed(long rev, long lastSeq, long readSeq, List<Change> changes) implements Synced {
    public Resumed {
      changes = List.copyOf(changes);
    }
  }

  /** The newest messages; the subscriber forgets what it had. */
  record Reset(long rev, long lastSeq, long readSeq, List<Message> messages) implements Synced {
    public Reset {
      messages = List.copyOf(messages);
    }
  }
}
