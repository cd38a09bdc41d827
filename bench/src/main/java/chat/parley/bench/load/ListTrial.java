package chat.parley.bench.load;

import chat.parley.bench.client.Json;
import java.net.URI;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/** Lists of random rooms: each connection asks again as soon as it has its answer. */
final class ListTrial implements HttpConnection.Owner {

  private static final long SEED = 11;
  private static final int SAMPLE_EVERY = 500;
  private static final int NEWEST = 30;
  private static final int OK = 200;

  private final Target target;
  private final Cast cast;
  private final Pace pace;
  private final Meter meter;
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final Histogram times = new Histogram(3);
  private final Map<HttpConnection, Long> askedAt = new IdentityHashMap<>();
  private long from;
  private long until;
  private long answers;
  private long bytes;
  private long failed;
  private String first = "";

  ListTrial(Target target, Cast cast, Pace pace, Meter meter) {
    this.target = target;
    this.cast = cast;
    this.pace = pace;
    this.meter = meter;
  }

  void run(Loop loop, int connections, Figures figures) {
    from = System.nanoTime() + pace.warmup().toNanos();
    until = from + pace.measured().toNanos();
    List<URI> urls = target.urls();
    loop.execute(
        () -> {
          for (int i = 0; i < connections; i++) {
            new HttpConnection(loop, urls.get(i % urls.size()), this).open();
          }
        });
    Pace.pauseUntil(from);
    meter.begin();
    Pace.pauseUntil(until);
    meter.end();
    loop.ask(() -> report(figures));
  }

  private Figures report(Figures figures) {
    if (failed > 0) {
      System.out.println("    first failure: " + first);
    }
    figures.put("requests a second", answers / (pace.measured().toNanos() / 1e9));
    figures.times("answer", times).put("bytes an answer", (double) bytes / Math.max(1, answers));
    meter.put(figures, "request", answers);
    meter.put(figures);
    return figures.put("failed", failed);
  }

  @Override
  public void connected(HttpConnection connection) {
    ask(connection);
  }

  private void ask(HttpConnection connection) {
    int room = random.nextInt(cast.rooms());
    int[] members = cast.members(room);
    int user = members[random.nextInt(members.length)];
    askedAt.put(connection, System.nanoTime());
    connection.get(target.listPath(room), target.authorization(user));
  }

  @Override
  public void answered(HttpConnection connection, int status, byte[] body, int start, int end) {
    long now = System.nanoTime();
    if (status != OK) {
      fail(status + ": " + Bytes.text(body, start, end));
    } else if (now >= from && now < until) {
      answers++;
      bytes += end - start;
      times.recordValue(now - askedAt.get(connection));
      if (answers % SAMPLE_EVERY == 0) {
        check(Bytes.text(body, start, end));
      }
    }
    if (now < until) {
      ask(connection);
    }
  }

  private void check(String body) {
    String json = body.substring(body.indexOf('{'), body.lastIndexOf('}') + 1);
    if (Json.parse(json).path("messages").size() != NEWEST) {
      fail("a list that is not of " + NEWEST + ": " + body);
    }
  }

  @Override
  public void lost(String why) {
    fail(why);
  }

  private void fail(String why) {
    failed++;
    first = first.isEmpty() ? why : first;
  }
}
