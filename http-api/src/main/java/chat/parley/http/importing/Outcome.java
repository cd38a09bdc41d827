package chat.parley.http.importing;

import chat.parley.engine.domain.RoomReply;

/**
 * What became of a part.
 *
 * @param made what the room said to being made, or null
 * @param imported what it said to its items, or null
 * @param refusal where it ended, or null
 */
record Outcome(
    Wave.Part part,
    RoomReply.RoomIs made,
    RoomReply.Imported imported,
    RoomReply.Rejected refusal) {}
