package chat.parley.bench.load;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/** All sessions of a trial, spread over the nodes, and how often they heard what. */
final class Guests {

  private static final int ENTER_WITHIN_SECONDS = 180;
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private final Loop loop;
  private final List<Guest> guests = new ArrayList<>();
  private final Map<String, Long> heard = new HashMap<>();
  private final CompletableFuture<Void> inside = new CompletableFuture<>();
  private int opened;
  private int entered;
  private long troubles;
  private String first = "";

  Guests(Loop loop, Target target, int sessions, IntFunction<String> tokens) {
    this.loop = loop;
    List<URI> urls = target.urls();
    for (int user = 0; user < sessions; user++) {
      guests.add(new Guest(this, urls.get(user % urls.size()), tokens.apply(user)));
    }
  }

  Loop loop() {
    return loop;
  }

  /** Lets everybody connect and log in. Not in the loop's thread. */
  void enter(int atOnce) {
    loop.execute(
        () -> {
          for (int i = 0; i < Math.min(atOnce, guests.size()); i++) {
            guests.get(opened++).open();
          }
        });
    inside.orTimeout(ENTER_WITHIN_SECONDS, TimeUnit.SECONDS).join();
  }

  void entered() {
    entered++;
    if (opened < guests.size()) {
      guests.get(opened++).open();
    } else if (entered == guests.size()) {
      inside.complete(null);
    }
  }

  void say(int user, String object) {
    guests.get(user).say(object);
  }

  /** Has all of this said, so many at a time as are answered. Not in the loop's thread. */
  void sayAll(List<Runnable> words, String answer, int atOnce) {
    long before = counts().getOrDefault(answer, 0L);
    for (int from = 0; from < words.size(); from += atOnce) {
      List<Runnable> some = words.subList(from, Math.min(words.size(), from + atOnce));
      loop.execute(() -> some.forEach(Runnable::run));
      long enough = before + from + some.size();
      waitUntil(() -> counts().getOrDefault(answer, 0L) >= enough);
    }
  }

  private void waitUntil(BooleanSupplier fact) {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(ENTER_WITHIN_SECONDS);
    while (!fact.getAsBoolean()) {
      if (System.nanoTime() > until) {
        throw new IllegalStateException("not answered in time. " + first);
      }
      Pace.pause(LOOK_EVERY);
    }
  }

  void heard(String type) {
    heard(type, 1);
  }

  void heard(String type, long times) {
    heard.merge(type, times, Long::sum);
  }

  /**
   * How often objects of each type were heard so far; {@code person} counts those of presence,
   * {@code inbox room} those of inbox.
   */
  Map<String, Long> counts() {
    return loop.ask(() -> Map.copyOf(heard));
  }

  void trouble(String what) {
    troubles++;
    first = first.isEmpty() ? what : first;
  }

  void lost(String why) {
    trouble(why);
    inside.completeExceptionally(new IllegalStateException(why));
  }

  /** What went wrong, in a few words; empty when nothing did. */
  String troubles() {
    return loop.ask(() -> troubles == 0 ? "" : troubles + " troubles, the first: " + first);
  }

  void leave() {
    loop.execute(() -> guests.forEach(Guest::leave));
  }
}
