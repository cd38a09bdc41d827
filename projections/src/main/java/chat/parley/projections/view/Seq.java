package chat.parley.projections.view;

import chat.parley.engine.domain.RoomKey;

/** The place of a message. */
record Seq(RoomKey room, long seq) {}
