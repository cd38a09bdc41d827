package chat.parley.bench;

import chat.parley.bench.client.Json;
import chat.parley.bench.client.ParleyHttp;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists of messages out of the window and out of the history. */
@Command(
    name = "list",
    description = {
      "Times of lists of 30 messages: the newest, and those before a random place.",
      "First imports what is missing of the rooms bench/list/0, bench/list/1, ..."
    },
    mixinStandardHelpOptions = true)
final class ListBench implements Callable<Integer> {

  private static final int PAGE = 30;
  private static final int CHUNK = 1_000;
  private static final String SOURCE = "bench";
  private static final Instant FIRST = Instant.parse("2020-01-01T00:00:00Z");
  private static final int SENDERS = 50;

  /** So far behind the newest message no window reaches. */
  private static final int BEYOND_WINDOW = 1_000;

  @Mixin private BenchOptions options;

  @Option(
      names = "--rooms",
      defaultValue = "100",
      description = "Rooms (default: ${DEFAULT-VALUE}).")
  private int rooms;

  @Option(
      names = "--messages",
      defaultValue = "10000",
      description = "Messages in each room (default: ${DEFAULT-VALUE}).")
  private int messages;

  private ParleyHttp http;
  private final ConcurrentHashMap<String, LongAdder> sources = new ConcurrentHashMap<>();

  @Override
  public Integer call() {
    http = options.admin();
    List<String> ids = fill();
    System.out.println(Times.HEADER);
    measure("window", () -> list(random(ids), "limit=" + PAGE));
    measure(
        "history, random before",
        () -> {
          long newest = Math.max(PAGE + 2, messages - BEYOND_WINDOW);
          long before = ThreadLocalRandom.current().nextLong(PAGE + 1, newest);
          return list(random(ids), "limit=" + PAGE + "&before=" + before);
        });
    return 0;
  }

  private void measure(String what, Supplier<ParleyHttp.Answer> list) {
    sources.clear();
    Times times =
        Workers.during(
            options.connections(),
            options.warmup(),
            options.measured(),
            () -> {
              String source = list.get().header("X-Parley-Source").orElse("unknown");
              sources.computeIfAbsent(source, unknown -> new LongAdder()).increment();
              return true;
            });
    System.out.println(times.line(what, options.measured()) + "  answered by " + sources);
  }

  private ParleyHttp.Answer list(String roomId, String query) {
    return http.messages(roomId, query);
  }

  private static String random(List<String> ids) {
    return ids.get(ThreadLocalRandom.current().nextInt(ids.size()));
  }

  private List<String> fill() {
    long began = System.nanoTime();
    List<String> ids = new ArrayList<>();
    long imported = 0;
    for (int room = 0; room < rooms; room++) {
      String ref = "bench/list/" + room;
      String id =
          http.roomByRef(ref, Json.object().put("kind", "GROUP").put("name", ref))
              .path("id")
              .asText();
      for (long from = http.meta(id).path("lastSeq").asLong(); from < messages; from += CHUNK) {
        long to = Math.min(messages, from + CHUNK);
        http.importLines(lines(ref, from, to));
        imported += to - from;
      }
      ids.add(id);
    }
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    System.out.printf(
        Locale.ROOT,
        "%,d messages in %,d rooms; %,d of them imported now, in %,d s%n",
        (long) rooms * messages,
        rooms,
        imported,
        took.toSeconds());
    return ids;
  }

  /** Message n of a room has position n and seq n + 1, so a room's lastSeq is where to go on. */
  private static String lines(String ref, long from, long to) {
    StringBuilder lines = new StringBuilder();
    add(lines, Json.object().put("type", "source").put("name", SOURCE));
    add(lines, Json.object().put("type", "room").put("externalRef", ref).put("name", ref));
    for (long position = from; position < to; position++) {
      String user = "bench-" + position % SENDERS;
      add(
          lines,
          Json.object()
              .put("type", "message")
              .put("position", position)
              .put("at", FIRST.plusSeconds(position).toString())
              .put("userId", user)
              .put("name", user)
              .put(
                  "content", "Message " + position + ": " + "words of a usual length, ".repeat(3)));
    }
    return lines.toString();
  }

  private static void add(StringBuilder lines, JsonNode line) {
    lines.append(Json.write(line)).append('\n');
  }
}
