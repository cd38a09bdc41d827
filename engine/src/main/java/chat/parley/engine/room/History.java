package chat.parley.engine.room;

import chat.parley.engine.domain.Lookup;
import chat.parley.engine.domain.MessagePage;
import chat.parley.engine.domain.PageRequest;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.domain.StoredMessage;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Port: a room's past beyond its window. What it answers never lags behind the journal. A failed
 * stage means that the outcome is unknown (the database is away).
 */
public interface History {

  /**
   * A page of messages as they are; {@link MessagePage.Source#HISTORY}. Whoever asks shows each
   * reader only what he may see. A room that does not exist has an empty past.
   */
  CompletionStage<MessagePage> page(RoomKey room, PageRequest request);

  /** One message. */
  CompletionStage<Optional<StoredMessage>> find(RoomKey room, Lookup lookup);
}
