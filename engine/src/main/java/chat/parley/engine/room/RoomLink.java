package chat.parley.engine.room;

import chat.parley.engine.domain.RoomKey;

/** A one-way line to the rooms, wherever they live; what is told may get lost on the way. */
public interface RoomLink {

  void tell(RoomKey room, RoomMessage message);
}
