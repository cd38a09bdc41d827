package chat.parley.bench.load;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Connections with login and subscription, as fast as so many at once get in. */
final class ConnectTrial {

  /** Of the users, who connect and leave before, so that the server has done it once. */
  private static final int WARMERS = 10;

  private static final int ENTER_WITHIN_SECONDS = 30;

  private final Target target;
  private final Cast cast;
  private final Pace pace;
  private final Meter meter;

  ConnectTrial(Target target, Cast cast, Pace pace, Meter meter) {
    this.target = target;
    this.cast = cast;
    this.pace = pace;
    this.meter = meter;
  }

  void run(Loop loop, Crowd crowd, int atOnce, Figures figures) {
    warmUp(loop);
    double before = meter.memoryKib();
    meter.begin();
    crowd.enter(atOnce);
    meter.end();
    Pace.pause(pace.settle());
    double kib = meter.memoryKib() - before;
    int users = cast.users();
    figures
        .put("connects a second", users / meter.seconds())
        .put("seconds for all", meter.seconds())
        .put("memory a connection, KiB", kib / users);
    meter.put(figures, "connect", users);
    meter.put(figures);
  }

  private void warmUp(Loop loop) {
    long until = System.nanoTime() + pace.warmup().toNanos();
    int next = 0;
    while (System.nanoTime() < until) {
      once(loop, next++ % Math.max(1, cast.users() / WARMERS));
    }
  }

  private void once(Loop loop, int user) {
    List<URI> urls = target.urls();
    CompletableFuture<Void> in = new CompletableFuture<>();
    WebSocket[] socket = new WebSocket[1];
    loop.execute(
        () -> {
          Visitor visitor = new Visitor(in);
          URI url = urls.get(user % urls.size());
          socket[0] = new WebSocket(loop, url, target.wire(), user, cast.followed(user), visitor);
          socket[0].open();
        });
    in.orTimeout(ENTER_WITHIN_SECONDS, TimeUnit.SECONDS).join();
    loop.execute(() -> socket[0].end());
  }

  /** Comes in and goes. */
  private record Visitor(CompletableFuture<Void> in) implements WebSocket.Owner {
    @Override
    public void ready() {
      in.complete(null);
    }

    @Override
    public void lost(String why) {
      in.completeExceptionally(new IllegalStateException(why));
    }
  }
}
