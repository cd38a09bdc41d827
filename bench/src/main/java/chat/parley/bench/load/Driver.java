package chat.parley.bench.load;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Who sends when: at a constant rate whatever comes back, or as soon as an answer is there. */
final class Driver {

  private static final double NANOS = 1e9;
  private static final long SEED = 7;
  private static final int FILL_AT_ONCE = 32;
  private static final int FILL_WITHIN_MINUTES = 10;
  private static final Executor A_LITTLE_LATER =
      CompletableFuture.delayedExecutor(5, TimeUnit.MILLISECONDS);

  private final Loop loop;
  private final Crowd crowd;
  private final Cast cast;
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final List<Integer> talkers;

  Driver(Loop loop, Crowd crowd, Cast cast) {
    this.loop = loop;
    this.crowd = crowd;
    this.cast = cast;
    talkers =
        IntStream.range(0, cast.users()).filter(u -> !cast.rooms(u).isEmpty()).boxed().toList();
  }

  /** Sends at a constant rate; comes back at the end of the time. */
  void atRate(double perSecond, long since, long until) {
    loop.every(
        NANOS / perSecond,
        since,
        until,
        due -> sendFrom(talkers.get(random.nextInt(talkers.size())), due));
  }

  /** Keeps so many sends under way, each slot a user's; comes back at the end of the time. */
  void saturate(int inFlight, long until) {
    loop.execute(
        () -> {
          crowd.listen(
              user -> again(user, until),
              user -> A_LITTLE_LATER.execute(() -> loop.execute(() -> again(user, until))));
          for (int slot = 0; slot < inFlight; slot++) {
            long user = (long) slot * talkers.size() / inFlight;
            sendFrom(talkers.get((int) user), System.nanoTime());
          }
        });
    Pace.pauseUntil(until);
  }

  private void again(int user, long until) {
    long now = System.nanoTime();
    if (now < until) {
      sendFrom(user, now);
    }
  }

  private void sendFrom(int user, long due) {
    List<Integer> rooms = cast.rooms(user);
    crowd.send(user, rooms.get(random.nextInt(rooms.size())), due);
  }

  /** Puts so many messages into each room. */
  void fill(int messages) {
    int total = messages * cast.rooms();
    int[] next = {0};
    int[] answered = {0};
    CompletableFuture<Void> done = new CompletableFuture<>();
    Runnable send =
        () -> {
          if (next[0] < total) {
            int room = next[0] % cast.rooms();
            next[0]++;
            crowd.send(cast.members(room)[0], room, System.nanoTime());
          }
        };
    loop.execute(
        () -> {
          crowd.listen(
              user -> {
                send.run();
                answered[0]++;
                if (answered[0] == total) {
                  done.complete(null);
                }
              },
              user -> done.completeExceptionally(new IllegalStateException("a send is refused")));
          IntStream.range(0, Math.min(FILL_AT_ONCE, total)).forEach(i -> send.run());
        });
    done.orTimeout(FILL_WITHIN_MINUTES, TimeUnit.MINUTES).join();
  }
}
