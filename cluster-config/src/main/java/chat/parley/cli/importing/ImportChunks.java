package chat.parley.cli.importing;

import chat.parley.bench.client.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * Cuts a stream of import lines into bodies that each stand alone: every one starts again with the
 * source, and declares the rooms that its lines are about. Blank lines are dropped.
 */
final class ImportChunks implements Iterator<ImportChunks.Chunk> {

  private static final int MOST_CHARS = 1 << 20;

  /**
   * A body.
   *
   * @param origins for each of its lines the number, from 1, of the line of the stream it came from
   * @param read lines of the stream up to its end, those of earlier chunks included
   */
  record Chunk(String body, List<Long> origins, long read) {

    /**
     * The line of the stream behind a line of the body.
     *
     * @param line from 1
     */
    long origin(int line) {
      return line < 1 || line > origins.size() ? read : origins.get(line - 1);
    }
  }

  private record Declaration(String local, String line, long number) {}

  private final Iterator<String> lines;
  private final int most;
  private final Map<String, Declaration> rooms = new HashMap<>();
  private Declaration source;
  private Declaration current;
  private long read;

  private final StringBuilder body = new StringBuilder();
  private final List<Long> origins = new ArrayList<>();
  private final Set<String> declared = new HashSet<>();
  private Declaration declaredLast;

  /**
   * @param most lines taken from the stream for one chunk, 1 or more
   */
  ImportChunks(Iterator<String> lines, int most) {
    this.lines = lines;
    this.most = most;
  }

  @Override
  public boolean hasNext() {
    return lines.hasNext();
  }

  @Override
  public Chunk next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    body.setLength(0);
    origins.clear();
    declared.clear();
    declaredLast = null;
    if (source != null) {
      add(source.line(), source.number());
    }
    for (int taken = 0; taken < most && body.length() < MOST_CHARS && lines.hasNext(); taken++) {
      String line = lines.next();
      read++;
      if (!line.isBlank()) {
        take(line);
      }
    }
    return new Chunk(body.toString(), List.copyOf(origins), read);
  }

  private void take(String line) {
    JsonNode object = parse(line);
    switch (object.path("type").asText("")) {
      case "source" -> {
        source = new Declaration("", line, read);
        rooms.clear();
        declared.clear();
        current = null;
        declaredLast = null;
        add(line, read);
      }
      case "room" -> {
        current = new Declaration(localName(object), line, read);
        rooms.put(current.local(), current);
        declare(current);
      }
      default -> {
        declareRoomOf(object);
        add(line, read);
      }
    }
  }

  /** A line without a room is about the one that was declared last. */
  private void declareRoomOf(JsonNode item) {
    if (item.hasNonNull("room")) {
      Declaration room = rooms.get(item.path("room").asText());
      if (room != null && !declared.contains(room.local())) {
        declare(room);
      }
    } else if (current != null && declaredLast != current) {
      declare(current);
    }
  }

  private void declare(Declaration room) {
    declared.add(room.local());
    declaredLast = room;
    add(room.line(), room.number());
  }

  private void add(String line, long origin) {
    body.append(line).append('\n');
    origins.add(origin);
  }

  private static String localName(JsonNode room) {
    for (String field : List.of("room", "id", "externalRef")) {
      if (room.hasNonNull(field)) {
        return room.path(field).asText();
      }
    }
    return "";
  }

  private JsonNode parse(String line) {
    try {
      return Json.parse(line);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("line " + read + ": " + e.getMessage(), e);
    }
  }
}
