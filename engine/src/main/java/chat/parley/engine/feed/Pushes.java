package chat.parley.engine.feed;

import chat.parley.engine.domain.Change;
import chat.parley.engine.domain.RoomEvent;
import chat.parley.engine.room.RoomPush;
import java.util.List;

/**
 * How pushes look to subscribers. Made once for a node and kind of reader, whatever the number of
 * subscribers: they share the object.
 *
 * @param <P> the shared form
 */
public interface Pushes<P> {

  P event(String roomId, Change change);

  /** Events that follow on each other, at least one, for subscribers that lack all of them. */
  P together(List<P> events);

  P receipts(String roomId, List<RoomEvent.Marker> markers);

  P typing(String roomId, List<RoomPush.Typist> users);
}
