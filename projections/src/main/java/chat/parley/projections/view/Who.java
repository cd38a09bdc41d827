package chat.parley.projections.view;

import chat.parley.engine.domain.RoomKey;

/** A user in a room. */
record Who(RoomKey room, String userId) {}
