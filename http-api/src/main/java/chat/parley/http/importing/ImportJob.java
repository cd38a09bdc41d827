package chat.parley.http.importing;

import chat.parley.engine.domain.Caller;
import chat.parley.engine.domain.ErrorCode;
import chat.parley.engine.domain.Ids;
import chat.parley.engine.domain.Limits;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.domain.RoomReply.Rejected;
import chat.parley.http.importing.LineSplitter.Line;
import chat.parley.http.wire.WireException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One body of lines on its way into the rooms. Holds back what goes to the same room until it is
 * worth a command, and never more than the limits below. For one thread.
 */
final class ImportJob {

  /** A command has to stay well below what fits into one message between nodes. */
  private static final int PART_BYTES = 128 * 1024;

  /** An item's share of a command that is no part of its line. */
  private static final int ITEM_BYTES = 100;

  private static final int WAVE_BYTES = 1024 * 1024;
  private static final int WAVE_ITEMS = 4 * Limits.IMPORT_BATCH;
  private static final int ROOMS = 10_000;

  private final Caller by;
  private final ImportTally tally = new ImportTally();
  private final Map<String, Target> rooms = new LinkedHashMap<>();
  private final Map<RoomKey, Target> byKey = new LinkedHashMap<>();
  private Target current;
  private String source;
  private int items;
  private int bytes;
  private boolean full;
  private Rejected end;

  ImportJob(Caller by) {
    this.by = by;
  }

  /** Why the whole import came to an end before its lines did, or empty. */
  Optional<Rejected> end() {
    return Optional.ofNullable(end);
  }

  /** Takes a line, and answers with what has to be sent before the next one is taken. */
  Optional<Wave> accept(Line line) {
    if (end != null || line.isBlank()) {
      return Optional.empty();
    }
    tally.line();
    try {
      if (line.bytes() == null) {
        throw new WireException(
            ErrorCode.TOO_LARGE, "a line has at most " + LineSplitter.LONGEST + " bytes");
      }
      return accept(line, ImportLine.read(line.bytes(), source));
    } catch (WireException e) {
      if (source == null) {
        end = Rejected.of(e.code(), "line " + line.number() + ": " + e.detail());
      } else {
        tally.refuse(line.number(), e.code(), e.detail());
      }
      return Optional.empty();
    }
  }

  private Optional<Wave> accept(Line line, ImportLine said) {
    if (said instanceof ImportLine.Source named) {
      return begin(named.name());
    }
    if (source == null) {
      throw WireException.bad("the first line must be one of type source");
    }
    if (said instanceof ImportLine.Room room) {
      declare(room, line.number());
      return Optional.empty();
    }
    add((ImportLine.Item) said, line);
    return isFull() ? Optional.of(wave()) : Optional.empty();
  }

  /** Positions of another source are other positions: what waits goes out under the old one. */
  private Optional<Wave> begin(String name) {
    if (name.equals(source)) {
      return Optional.empty();
    }
    Optional<Wave> before = finish();
    tally.keep(rooms.values());
    rooms.clear();
    byKey.clear();
    current = null;
    source = name;
    return before;
  }

  private void declare(ImportLine.Room room, long line) {
    String roomId = room.id() == null ? Ids.roomIdOfReference(room.externalRef()) : room.id();
    RoomKey key = new RoomKey(by.tenant(), roomId);
    Target known = rooms.get(room.local());
    if (known == null && !byKey.containsKey(key) && rooms.size() < ROOMS) {
      known = new Target(by, room, key, line);
      rooms.put(room.local(), known);
      byKey.put(key, known);
    }
    if (known == null || !known.key().equals(key)) {
      current = null;
      throw WireException.bad(
          rooms.size() < ROOMS
              ? "this room is declared already, under another name or as another room"
              : "at most " + ROOMS + " rooms in one body");
    }
    current = known;
  }

  private void add(ImportLine.Item said, Line line) {
    Target target = said.room() == null ? current : rooms.get(said.room());
    if (target == null) {
      throw WireException.bad("its room has not been declared");
    }
    if (target.refusal() != null) {
      throw new WireException(target.refusal().code(), target.refusal().detail());
    }
    if (!target.goesOn(said.item())) {
      throw WireException.bad("positions must grow");
    }
    int size = line.bytes().length + ITEM_BYTES;
    target.add(said.item(), line.number(), size);
    items++;
    bytes += size;
    full |= target.items() >= Limits.IMPORT_BATCH || target.bytes() >= PART_BYTES;
  }

  private boolean isFull() {
    return full || items >= WAVE_ITEMS || bytes >= WAVE_BYTES;
  }

  /** The rest, when the lines have ended. */
  Optional<Wave> finish() {
    Wave wave = wave();
    return wave.parts().isEmpty() || end != null ? Optional.empty() : Optional.of(wave);
  }

  private Wave wave() {
    List<Wave.Part> parts =
        rooms.values().stream().filter(Target::isWaiting).map(t -> t.take(source)).toList();
    items = 0;
    bytes = 0;
    full = false;
    return new Wave(parts);
  }

  /** What the rooms said to a wave. */
  void absorb(List<Outcome> outcomes) {
    for (Outcome outcome : outcomes) {
      Wave.Part part = outcome.part();
      Rejected no = outcome.refusal();
      if (outcome.made() != null) {
        part.target().made(outcome.made().room().lastSeq());
      }
      if (outcome.imported() != null) {
        part.target().imported(outcome.imported().position(), outcome.imported().lastSeq());
        tally.add(outcome.imported());
      }
      if (no != null && no.code().temporary()) {
        end = no;
      } else if (no != null) {
        refuse(part, outcome);
      }
    }
  }

  private void refuse(Wave.Part part, Outcome outcome) {
    Rejected no = outcome.refusal();
    if (part.create() != null && outcome.made() == null) {
      part.target().refused(no);
      tally.refuse(part.target().declaredAt(), no.code(), no.detail());
    }
    part.lines().forEach(line -> tally.refuse(line, no.code(), no.detail()));
  }

  /** Everything that is to be told, once the last wave has been absorbed. */
  ImportTally result() {
    tally.keep(rooms.values());
    rooms.clear();
    return tally;
  }
}
