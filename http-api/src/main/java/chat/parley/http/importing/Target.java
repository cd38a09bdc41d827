package chat.parley.http.importing;

import chat.parley.engine.domain.Caller;
import chat.parley.engine.domain.ImportItem;
import chat.parley.engine.domain.RoomCommand;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.domain.RoomKind;
import chat.parley.engine.domain.RoomReply.Rejected;
import java.util.ArrayList;
import java.util.List;

/** A room that is taking over history: what waits for it, and how far it is. */
final class Target {

  private final String local;
  private final RoomKey key;
  private final RoomCommand.Create create;
  private final long declaredAt;
  private final List<ImportItem> items = new ArrayList<>();
  private final List<Long> lines = new ArrayList<>();
  private int bytes;
  private long lastPosition = -1;
  private boolean made;
  private Rejected refusal;
  private long position = -1;
  private long lastSeq;

  /**
   * @param declaredAt number of the line that declares it
   */
  Target(Caller by, ImportLine.Room room, RoomKey key, long declaredAt) {
    this.local = room.local();
    this.key = key;
    this.declaredAt = declaredAt;
    this.create =
        new RoomCommand.Create(
            by, RoomKind.GROUP, room.name(), room.externalRef(), null, List.of(), true);
  }

  String local() {
    return local;
  }

  RoomKey key() {
    return key;
  }

  Caller by() {
    return create.by();
  }

  long declaredAt() {
    return declaredAt;
  }

  /** Whether an item comes after all those before it; otherwise it is not for this room. */
  boolean goesOn(ImportItem item) {
    return item.position() > lastPosition;
  }

  void add(ImportItem item, long line, int size) {
    lastPosition = item.position();
    items.add(item);
    lines.add(line);
    bytes += size;
  }

  int items() {
    return items.size();
  }

  int bytes() {
    return bytes;
  }

  /** Whether there is anything to tell the room. */
  boolean isWaiting() {
    return refusal == null && (!made || !items.isEmpty());
  }

  Wave.Part take(String source) {
    Wave.Part part = new Wave.Part(this, made ? null : create, source, items, lines);
    items.clear();
    lines.clear();
    bytes = 0;
    return part;
  }

  void made(long seq) {
    made = true;
    lastSeq = seq;
  }

  void refused(Rejected why) {
    refusal = why;
  }

  /** Why the room takes nothing, or null. */
  Rejected refusal() {
    return refusal;
  }

  void imported(long upTo, long seq) {
    position = upTo;
    lastSeq = seq;
  }

  /** The source's position in the room; -1 while nothing was sent. */
  long position() {
    return position;
  }

  long lastSeq() {
    return lastSeq;
  }
}
