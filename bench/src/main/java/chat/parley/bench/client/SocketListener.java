package chat.parley.bench.client;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a socket tells its owner, one call after the other, in the order of the frames. Must not
 * wait for anything.
 */
public interface SocketListener {

  /** Any object, as it came, before anything is made of it. */
  default void received(JsonNode object) {}

  /** A frame of ours, as it goes out; an answered ping is none. */
  default void sent(JsonNode frame) {}

  /** A hello was answered: the first one, or one after a reconnect. */
  default void connected(JsonNode hello) {}

  /**
   * The connection ended.
   *
   * @param code of the {@code bye}; 4500 where none came
   * @param again whether the socket will try again by itself
   */
  default void disconnected(int code, String reason, boolean again) {}

  /** A room's stream starts, or starts again, here; {@code event}s that resumed follow. */
  default void synced(String roomId, JsonNode synced) {}

  /** The next event of a room; none is left out after a {@code synced} and none comes twice. */
  default void event(String roomId, JsonNode event) {}

  /** The subscription ended or could not be had again. */
  default void refused(String roomId, ProblemException why) {}

  /** Anything else: receipt, typing, presence, inbox, notification, stream. */
  default void push(JsonNode frame) {}
}
