package chat.parley.bench.operations;

import chat.parley.bench.client.Json;
import chat.parley.bench.operations.OperationsCheck.Plan;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The people in their rooms, and the workers that do what they do. */
final class Workload implements AutoCloseable {

  private static final int WORKERS = 48;

  /** Those that look on, and break things. */
  private static final int OTHERS = 2;

  private final Plan plan;
  private final Calls calls;
  private final Acts acts;
  private final SplittableRandom random;
  private final List<RoomModel> rooms = new ArrayList<>();
  private final List<List<Seat>> seats = new ArrayList<>();
  private final AtomicLong begun = new AtomicLong();
  private final ExecutorService workers;

  Workload(Plan plan, Calls calls, Acts acts) {
    this.plan = plan;
    this.calls = calls;
    this.acts = acts;
    this.random = new SplittableRandom(plan.seed());
    AtomicInteger number = new AtomicInteger();
    this.workers =
        Executors.newFixedThreadPool(
            WORKERS + OTHERS,
            task -> {
              Thread thread = new Thread(task, "operations-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  List<RoomModel> rooms() {
    return rooms;
  }

  /** Makes the rooms: two thirds of those who may sit in one are members from the beginning. */
  void enter() {
    for (int number = 0; number < plan.rooms(); number++) {
      List<Person> people =
          random
              .ints(0, plan.users())
              .distinct()
              .limit(plan.members() + plan.members() / 2)
              .mapToObj(Person::user)
              .toList();
      enter(number, people);
    }
  }

  private void enter(int number, List<Person> people) {
    List<Person> first = new ArrayList<>(people.subList(0, plan.members()));
    first.add(Person.BOT);
    ObjectNode body = Json.object().put("kind", "GROUP").put("name", "Operations " + number);
    first.forEach(one -> body.withArray("members").add(one.id()));
    Outcome made = calls.call(Person.ADMIN, "PUT", "/rooms/by-ref/operations-" + number, body);
    if (!made.isAcked()) {
      throw new IllegalStateException("no room could be made: " + made.code());
    }
    RoomModel room = new RoomModel(made.body().path("room").path("id").asText());
    first.forEach(one -> room.begins(one.id()));
    List<Seat> here = new ArrayList<>();
    people.forEach(one -> here.add(new Seat(one, room, random.nextBoolean())));
    here.add(new Seat(Person.BOT, room, false));
    rooms.add(room);
    seats.add(here);
  }

  /** All who sit anywhere, as members or not. */
  Set<Person> people() {
    Set<Person> all = new LinkedHashSet<>();
    seats.forEach(here -> here.forEach(seat -> all.add(seat.person())));
    return all;
  }

  /** Does the operations; returns when all have an outcome. */
  void operate(long until) {
    List<CompletableFuture<?>> all = new ArrayList<>();
    for (int i = 0; i < WORKERS; i++) {
      SplittableRandom own = random.split();
      all.add(inBackground(() -> work(own, until)));
    }
    all.forEach(CompletableFuture::join);
  }

  /** For whatever has to wait. */
  CompletableFuture<Void> inBackground(Runnable task) {
    return CompletableFuture.runAsync(task, workers);
  }

  private void work(SplittableRandom own, long until) {
    while (System.nanoTime() < until && begun.getAndIncrement() < plan.operations()) {
      List<Seat> here = null;
      Seat seat = null;
      while (seat == null) {
        here = seats.get(own.nextInt(seats.size()));
        Seat one = here.get(own.nextInt(here.size()));
        seat = one.wants(own) && one.take() ? one : null;
      }
      try {
        acts.act(seat, here, own);
      } finally {
        seat.giveBack();
      }
    }
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
