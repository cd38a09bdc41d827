package chat.parley.bench.load;

import java.net.URI;
import java.util.List;
import java.util.OptionalDouble;

/** A server that was started to be measured, on an empty database. */
interface Target extends AutoCloseable {

  /** Where clients connect; they are spread over all. */
  List<URI> urls();

  /** Its processes, without PostgreSQL. */
  List<Long> pids();

  /** How it is spoken to; after {@link #makeRooms}. */
  Wire wire();

  /** Makes all rooms with their members. */
  void makeRooms(Cast cast);

  /** Its name for a room, as a message carries it. */
  String room(int room);

  /** The path of a list of the 30 newest. */
  String listPath(int room);

  /** The header's value for a user. */
  String authorization(int user);

  /** How far what can be read is behind what was written, in ms, where it says so. */
  OptionalDouble lagMs();

  /** Ends it at once, as a crash would; the database stays. */
  void stop();

  /** After {@link #stop}: the same again, on what the database has. */
  void startAgain();

  @Override
  default void close() {
    stop();
  }
}
