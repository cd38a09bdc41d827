package chat.parley.bench.load;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;

/** All users' connections to a target, spread over its processes. For the loop's thread. */
final class Crowd {

  private static final Duration ENTER_WITHIN = Duration.ofSeconds(180);

  /** What users saw that they should not have. */
  record Troubles(long refused, long behind, long lost, long wrong, String first) {}

  private final Loop loop;
  private final Target target;
  private final Ledger ledger;
  private final Texts texts;
  private final List<Person> people = new ArrayList<>();
  private final CompletableFuture<Void> inside = new CompletableFuture<>();
  private IntConsumer onAnswer = user -> {};
  private IntConsumer onRefusal = user -> {};
  private int opened;
  private int entered;
  private long refused;
  private long behind;
  private long lost;
  private long wrong;
  private String first = "";

  Crowd(Loop loop, Target target, Cast cast, Ledger ledger, Texts texts) {
    this.loop = loop;
    this.target = target;
    this.ledger = ledger;
    this.texts = texts;
    List<URI> urls = target.urls();
    Wire wire = target.wire();
    for (int user = 0; user < cast.users(); user++) {
      URI url = urls.get(user % urls.size());
      people.add(new Person(this, url, wire, user, cast.followed(user)));
      target.authorization(user); // makes the token, which is not what is measured
    }
  }

  /** Lets everybody connect, log in and subscribe. Not in the loop's thread. */
  void enter(int atOnce) {
    loop.execute(
        () -> {
          for (int i = 0; i < Math.min(atOnce, people.size()); i++) {
            openNext();
          }
        });
    try {
      inside.get(ENTER_WITHIN.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException(entered + " of " + people.size() + " are in. " + first, e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void openNext() {
    people.get(opened++).open();
  }

  void entered() {
    entered++;
    if (opened < people.size()) {
      openNext();
    } else if (entered == people.size()) {
      inside.complete(null);
    }
  }

  /** Who is told when a send of a user was answered, and when it was refused. */
  void listen(IntConsumer answer, IntConsumer refusal) {
    onAnswer = answer;
    onRefusal = refusal;
  }

  /**
   * Sends into a room.
   *
   * @param due when it was meant to be sent
   */
  void send(int user, int room, long due) {
    int number = ledger.send(room, due);
    people.get(user).send(room, number, texts.inJson(number));
  }

  /** Ends all connections. */
  void leave() {
    people.forEach(Person::leave);
  }

  Troubles troubles() {
    return new Troubles(refused, behind, lost, wrong, first);
  }

  Loop loop() {
    return loop;
  }

  Ledger ledger() {
    return ledger;
  }

  byte[] text(int number) {
    return texts.inJson(number);
  }

  String room(int room) {
    return target.room(room);
  }

  void answered(int user) {
    onAnswer.accept(user);
  }

  void refused(int user, String why) {
    refused++;
    note(why);
    onRefusal.accept(user);
  }

  void behind() {
    behind++;
    note("somebody fell behind");
  }

  void wrong(String what) {
    wrong++;
    note(what);
  }

  void lost(int user, String why) {
    lost++;
    note("user " + user + ": " + why);
    inside.completeExceptionally(new IllegalStateException("user " + user + ": " + why));
  }

  private void note(String what) {
    first = first.isEmpty() ? what : first;
  }
}
