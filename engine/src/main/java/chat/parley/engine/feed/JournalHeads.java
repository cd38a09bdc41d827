package chat.parley.engine.feed;

import chat.parley.engine.domain.RoomKey;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Port: the newest rev of rooms as the journal has it, told without waking a room. */
public interface JournalHeads {

  /** One query for all of them. Rooms that the journal does not know may be left out. */
  CompletionStage<Map<RoomKey, Long>> revs(Set<RoomKey> rooms);
}
