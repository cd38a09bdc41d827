package chat.parley.bench;

import chat.parley.bench.client.Json;
import chat.parley.bench.client.ParleyHttp;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What a poll of a room's numbers costs, as clients without a stream make it. */
@Command(
    name = "meta",
    description = {
      "Times of GET /rooms/{id}/meta with the ETag of the answer before: where nothing changed, and"
          + " where a message came since.",
      "They hold the server's time and that of the way and of this client. Give --connections 1 for"
          + " times without a queue."
    },
    mixinStandardHelpOptions = true)
final class MetaBench implements Callable<Integer> {

  @Mixin private BenchOptions options;

  @Override
  public Integer call() {
    ParleyHttp http = options.admin();
    String room =
        http.createRoom(Json.object().put("kind", "GROUP").put("name", "Meta")).path("id").asText();
    String first = tag(http.meta(room, ""));
    System.out.println(Times.HEADER);
    Times unchanged =
        Workers.during(
            options.connections(),
            options.warmup(),
            options.measured(),
            () -> expect(http.meta(room, first), 304));
    System.out.println(unchanged.line("nothing changed (304)", options.measured()));
    changed(http, room, options.warmup());
    Times changed = changed(http, room, options.measured());
    System.out.println(changed.line("a message since (200)", options.measured()));
    return 0;
  }

  /** A message, and then the poll that finds it; only the poll is timed. */
  private static Times changed(ParleyHttp http, String room, Duration time) {
    Times times = new Times();
    String tag = tag(http.meta(room, ""));
    for (long end = System.nanoTime() + time.toNanos(); System.nanoTime() < end; ) {
      http.post(
          room,
          Json.object()
              .put("clientMessageId", UUID.randomUUID().toString())
              .put("content", "news"));
      long start = System.nanoTime();
      ParleyHttp.Answer answer = http.meta(room, tag);
      times.add(Duration.ofNanos(System.nanoTime() - start));
      expect(answer, 200);
      tag = tag(answer);
    }
    return times;
  }

  private static String tag(ParleyHttp.Answer answer) {
    return answer.header("ETag").orElseThrow();
  }

  private static boolean expect(ParleyHttp.Answer answer, int status) {
    if (answer.response().statusCode() != status) {
      throw new IllegalStateException("answered " + answer.response().statusCode());
    }
    return true;
  }
}
