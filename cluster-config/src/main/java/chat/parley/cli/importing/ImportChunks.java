package chat.parley.cli.importing;

import chat.parley.bench.client.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Cuts a stream of import lines into bodies that each stand alone: every one starts again with the
 * source and the room it goes on with. Blank lines are dropped.
 */
final class ImportChunks implements Iterator<ImportChunks.Chunk> {

  private static final int MOST_CHARS = 1 << 20;

  /**
   * @param body what to send
   * @param items lines in it that are to be taken over
   * @param lines lines of the stream behind it, those that came before included
   */
  record Chunk(String body, int items, long lines) {}

  private final Iterator<String> lines;
  private final int most;
  private String source = "";
  private String room = "";
  private long read;
  private Chunk next;

  /**
   * @param most items in one chunk, 1 or more
   */
  ImportChunks(Iterator<String> lines, int most) {
    this.lines = lines;
    this.most = most;
  }

  @Override
  public boolean hasNext() {
    if (next == null) {
      next = gather();
    }
    return next.items() > 0 || next.body().length() > 0;
  }

  @Override
  public Chunk next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Chunk chunk = next;
    next = null;
    return chunk;
  }

  private Chunk gather() {
    StringBuilder body = new StringBuilder(source).append(room);
    int head = body.length();
    int items = 0;
    while (items < most && body.length() < MOST_CHARS && lines.hasNext()) {
      String line = lines.next();
      read++;
      if (line.isBlank()) {
        continue;
      }
      body.append(line).append('\n');
      if (!isHeader(line + '\n')) {
        items++;
      }
    }
    return body.length() == head ? new Chunk("", 0, read) : new Chunk(body.toString(), items, read);
  }

  private boolean isHeader(String line) {
    switch (type(line)) {
      case "source" -> {
        source = line;
        room = "";
        return true;
      }
      case "room" -> {
        room = line;
        return true;
      }
      default -> {
        return false;
      }
    }
  }

  private String type(String line) {
    try {
      JsonNode parsed = Json.parse(line);
      return parsed.path("type").asText("");
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("line " + read + ": " + e.getMessage(), e);
    }
  }
}
