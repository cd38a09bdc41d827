package chat.parley.cli.demo;

import chat.parley.bench.client.ParleySockets;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BinaryOperator;

/**
 * The life around the messages: people come and go, type, and read, some of them on two devices; a
 * watcher prints what is to be seen of it. Everything runs in one thread.
 */
final class Scene {

  /** A room shows receipts up to 100 members, two of whom are its maker and the watcher. */
  static final int MOST_PEOPLE = 98;

  private static final int PHONES = 3;
  private static final Duration TYPES_FOR = Duration.ofMillis(1_500);

  /** Everybody reads once in so many seconds, not all in the same one. */
  private static final int READS_EVERY = 5;

  private static final String INDENT = "       ";

  private final ScheduledExecutorService timer;
  private final DemoScript script;
  private final Map<String, DemoMember> members;
  private final PrintStream out;
  private final Map<String, Phone> phones = new LinkedHashMap<>();
  private final Set<String> away = new HashSet<>();
  private Watcher watcher;
  private int seconds;

  /**
   * @param timer of one thread
   * @param members by user id; they are in the room
   */
  Scene(
      ScheduledExecutorService timer,
      DemoScript script,
      Map<String, DemoMember> members,
      PrintStream out) {
    this.timer = timer;
    this.script = script;
    this.members = members;
    this.out = out;
  }

  /** Brings the watcher and the second devices in; answers when the watcher is there. */
  void open(ParleySockets sockets, URI url, BinaryOperator<String> tokens, Watcher looking) {
    watcher = looking;
    Demo.await(
        List.of(watcher.enter(sockets, url, () -> tokens.apply(Watcher.USER_ID, Watcher.NAME))));
    script.people().entrySet().stream()
        .limit(PHONES)
        .forEach(
            owner -> {
              Phone phone =
                  new Phone(
                      looking.roomId(),
                      owner.getValue(),
                      listener ->
                          sockets.open(
                              url,
                              "ios",
                              () -> tokens.apply(owner.getKey(), owner.getValue()),
                              listener));
              phones.put(owner.getKey(), phone);
            });
  }

  /** Starts it; what was begun ends with the timer. */
  void play(double speed, Duration longest) {
    for (Absence absence : Absence.of(script, speed, longest)) {
      at(absence.from(), () -> leave(absence.userId()));
      at(absence.until(), () -> comeBack(absence.userId()));
    }
    for (DemoScript.Line line : script.lines()) {
      Duration begins = line.at(speed).minus(TYPES_FOR);
      if (!begins.isNegative() && begins.compareTo(longest) < 0) {
        at(begins, () -> members.get(line.userId()).type());
      }
    }
    timer.scheduleAtFixedRate(this::second, 0, 1, TimeUnit.SECONDS);
  }

  void print(String line) {
    out.println(INDENT + line);
  }

  private void at(Duration at, Runnable what) {
    timer.schedule(what, at.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void leave(String userId) {
    if (members.get(userId).leave()) {
      away.add(userId);
      if (phones.containsKey(userId)) {
        phones.get(userId).off();
      }
    }
  }

  private void comeBack(String userId) {
    away.remove(userId);
    members.get(userId).comeBack();
  }

  /** Whoever should be here and is not, since coming back failed, tries again. */
  private void second() {
    seconds++;
    int turn = seconds;
    for (Map.Entry<String, DemoMember> member : members.entrySet()) {
      if (!away.contains(member.getKey())) {
        member.getValue().comeBack();
        if (turn % READS_EVERY == 0) {
          member.getValue().read();
        }
      }
      turn++;
    }
    phones.forEach(
        (userId, phone) -> {
          if (!away.contains(userId)) {
            phone.on();
          }
          if (seconds % Watcher.TELLS_COUNTS_EVERY == 0) {
            phone.lines().forEach(this::print);
          }
        });
    watcher.second();
  }
}
