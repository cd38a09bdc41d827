package chat.parley.projections.journal;

import chat.parley.engine.domain.EventJson;
import chat.parley.engine.domain.RoomEvent;
import chat.parley.engine.domain.RoomKey;

/** An event as the journal holds it. What is inside is read on demand, for it may be unreadable. */
public final class JournalRow {

  private final Position position;
  private final String persistenceId;
  private final long sequenceNr;
  private final long writtenAt;
  private final byte[] payload;
  private RoomKey room;
  private RoomEvent event;

  /**
   * @param sequenceNr of the event within its room
   * @param writtenAt by the writer's clock, in milliseconds since 1970
   */
  public JournalRow(
      Position position, String persistenceId, long sequenceNr, long writtenAt, byte[] payload) {
    this.position = position;
    this.persistenceId = persistenceId;
    this.sequenceNr = sequenceNr;
    this.writtenAt = writtenAt;
    this.payload = payload;
  }

  public Position position() {
    return position;
  }

  public String persistenceId() {
    return persistenceId;
  }

  public long sequenceNr() {
    return sequenceNr;
  }

  public long writtenAt() {
    return writtenAt;
  }

  /** Throws IllegalArgumentException where the persistence id is no room's. */
  public RoomKey room() {
    if (room == null) {
      room = RoomKey.ofEntityId(persistenceId);
    }
    return room;
  }

  /** Throws UncheckedIOException where this release cannot read it. */
  public RoomEvent event() {
    if (event == null) {
      event = EventJson.read(payload);
    }
    return event;
  }

  @Override
  public String toString() {
    return persistenceId + " #" + sequenceNr + " at " + position;
  }
}
