package chat.parley.engine.session;

import chat.parley.engine.domain.Change;
import chat.parley.engine.domain.RoomEvent;
import chat.parley.engine.feed.Pushes;
import chat.parley.engine.room.RoomPush;
import java.util.List;

/** Pushes of a feed in the form that sessions share. */
final class SessionPushes implements Pushes<Outgoing> {

  @Override
  public Outgoing event(String roomId, Change change) {
    return new Outgoing(new SessionPush.Event(roomId, change));
  }

  @Override
  public Outgoing together(List<Outgoing> events) {
    return Outgoing.together(events);
  }

  @Override
  public Outgoing receipts(String roomId, List<RoomEvent.Marker> markers) {
    return new Outgoing(new SessionPush.Receipts(roomId, markers));
  }

  @Override
  public Outgoing typing(String roomId, List<RoomPush.Typist> users) {
    return new Outgoing(new SessionPush.Typing(roomId, users));
  }
}
