package chat.parley.bench.check;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A history on disk: one JSON object a line, compressed. Any thread may add to it. */
public final class HistoryFile implements AutoCloseable {

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final int BUFFER = 1 << 16;
  private static final String KIND = "{\"t\":\"";

  private final ObjectWriter entries = MAPPER.writerFor(Entry.class);
  private final BufferedWriter out;
  private long size;

  private HistoryFile(BufferedWriter out) {
    this.out = out;
  }

  /** Starts a history; a file of that name is replaced. */
  public static HistoryFile create(Path file) {
    try {
      return new HistoryFile(
          new BufferedWriter(
              new OutputStreamWriter(
                  new GZIPOutputStream(Files.newOutputStream(file), BUFFER),
                  StandardCharsets.UTF_8),
              BUFFER));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds a line. */
  public void add(Entry entry) {
    try {
      String line = entries.writeValueAsString(entry);
      synchronized (out) {
        out.write(line);
        out.newLine();
        size++;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lines so far. */
  public long size() {
    synchronized (out) {
      return size;
    }
  }

  @Override
  public void close() {
    try {
      synchronized (out) {
        out.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a history from its beginning, one entry after the other. */
  public static void each(Path file, Consumer<Entry> consumer) {
    each(file, line -> true, consumer);
  }

  /**
   * Reads the entries of some kinds, and passes over the others without looking into them, which is
   * several times as fast.
   *
   * @param kinds as they are named in the file
   */
  public static void each(Path file, Set<String> kinds, Consumer<Entry> consumer) {
    each(file, line -> kinds.contains(kindOf(line)), consumer);
  }

  /** The kind is the first thing that is written of an entry. */
  private static String kindOf(String line) {
    int end = line.startsWith(KIND) ? line.indexOf('"', KIND.length()) : -1;
    if (end < 0) {
      throw new IllegalArgumentException("no entry of a history: " + line);
    }
    return line.substring(KIND.length(), end);
  }

  private static void each(Path file, Predicate<String> wanted, Consumer<Entry> consumer) {
    ObjectReader reader = MAPPER.readerFor(Entry.class);
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file), BUFFER), StandardCharsets.UTF_8),
            BUFFER)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (wanted.test(line)) {
          consumer.accept(reader.readValue(line));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
