package chat.parley.bench.load;

import java.util.List;

/** How one kind of server is spoken to over a WebSocket. */
interface Wire {

  /**
   * What a server says, as far as a load cares; in the loop's thread. Who sends and follows nothing
   * leaves out what only such hear of.
   */
  interface Events {

    /** Logged in, and following all rooms. */
    void ready();

    default void acked(int number) {}

    default void refused(int number, String why) {}

    /**
     * A message of a room.
     *
     * @param order its number as the server gave it
     */
    default void delivered(int number, long order) {}

    /** Whether the next delivery is one to be looked at strictly. */
    default boolean samples() {
      return false;
    }

    /** What a full reading of such a delivery found. */
    default void sampled(int number, long order, String room, String content) {}

    /** The server let go of deliveries, and was asked again. */
    default void behind() {}
  }

  /** Sends a text; in the loop's thread. */
  interface Out {
    void text(byte[] bytes);
  }

  /** One connection's conversation. */
  interface Session {

    /** The WebSocket is open. */
    void opened();

    /** The payload of a text frame. */
    void received(byte[] bytes, int from, int to);

    /** Sends a message. */
    void send(int room, int number, byte[] contentInJson);
  }

  /** The target of the upgrade's request. */
  String path(int user, List<Integer> rooms);

  /** More headers of the upgrade, each with its line end. */
  String headers();

  Session session(int user, List<Integer> rooms, Out out, Events events);
}
