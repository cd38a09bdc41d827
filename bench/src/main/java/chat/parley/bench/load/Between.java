package chat.parley.bench.load;

import chat.parley.bench.fault.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * What Parley's nodes say to each other: Akka's remoting tells Java's Flight Recorder of every
 * message that it writes to another node, with its bytes.
 */
final class Between {

  private static final String SENT = "akka.remote.artery.jfr.TcpOutboundSent";
  private static final String SETTINGS =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <configuration version="2.0">
        <event name="%s"><setting name="enabled">true</setting></event>
      </configuration>
      """
          .formatted(SENT);

  private final Path home;
  private List<Long> recorded = List.of();

  /** Messages, and their bytes. */
  record Traffic(long messages, long bytes) {}

  /**
   * @param home where recordings may lie
   */
  Between(Path home) {
    this.home = home;
  }

  void begin(List<Long> pids) {
    try {
      Path settings = Files.writeString(home.resolve("between.jfc"), SETTINGS);
      for (long pid : pids) {
        Command.run(
            "jcmd", Long.toString(pid), "JFR.start", "name=between", "settings=" + settings);
      }
      recorded = List.copyOf(pids);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Keeps what was recorded; once, before {@link #during}. */
  void end() {
    for (long pid : recorded) {
      String name = Long.toString(pid);
      Command.run("jcmd", name, "JFR.stop", "name=between", "filename=" + file(pid));
    }
  }

  private Path file(long pid) {
    return home.resolve("between-" + pid + ".jfr");
  }

  /** What all nodes sent in a span of time. */
  Traffic during(Instant from, Instant until) {
    long messages = 0;
    long bytes = 0;
    for (long pid : recorded) {
      try (RecordingFile events = new RecordingFile(file(pid))) {
        while (events.hasMoreEvents()) {
          RecordedEvent event = events.readEvent();
          if (isSent(event) && isIn(event.getStartTime(), from, until)) {
            messages++;
            bytes += event.getInt("size");
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new Traffic(messages, bytes);
  }

  private static boolean isSent(RecordedEvent event) {
    return event.getEventType().getName().equals(SENT);
  }

  private static boolean isIn(Instant at, Instant from, Instant until) {
    return !at.isBefore(from) && at.isBefore(until);
  }
}
