package chat.parley.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/** A server that was killed starts again on its data: until it says so, and until it answers. */
final class StartTrial {

  private static final long SEED = 5;
  private static final int LISTS = 200;
  private static final int OK = 200;
  private static final double NANOS_IN_SECOND = 1e9;

  private final Target target;
  private final Cast cast;
  private final HttpClient http = HttpClient.newHttpClient();

  StartTrial(Target target, Cast cast) {
    this.target = target;
    this.cast = cast;
  }

  void run(Figures figures) {
    SplittableRandom random = new SplittableRandom(SEED);
    target.stop();
    long start = System.nanoTime();
    target.startAgain();
    figures.put("says that it is up after, s", seconds(start));
    list(0);
    figures.put("has answered a list after, s", seconds(start));
    Histogram times = new Histogram(3);
    for (int i = 0; i < LISTS; i++) {
      long asked = System.nanoTime();
      list(random.nextInt(cast.rooms()));
      times.recordValue(System.nanoTime() - asked);
    }
    figures.times("one list after the other", times);
  }

  private void list(int room) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(target.urls().get(0) + target.listPath(room)))
            .header("Authorization", target.authorization(cast.members(room)[0]))
            .build();
    try {
      int status = http.send(request, BodyHandlers.discarding()).statusCode();
      if (status != OK) {
        throw new IllegalStateException("a list was answered with " + status);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / NANOS_IN_SECOND;
  }
}
