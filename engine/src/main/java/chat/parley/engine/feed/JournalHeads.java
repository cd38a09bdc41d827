package chat.parley.engine.feed;

import chat.parley.engine.domain.RoomKey;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Port: the newest rev of rooms as the journal has it, without waking them. */
public interface JournalHeads {

  /** Rooms that the journal does not know are left out. */
  CompletionStage<Map<RoomKey, Long>> revs(Set<RoomKey> rooms);
}
