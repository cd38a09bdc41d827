package chat.parley.bench.load;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The floor in a process of its own, with Netty on its class path. */
final class FloorTarget implements Target {

  private static final String MAIN = "chat.parley.bench.load.floor.FloorServer";

  private final Servers process;
  private final URI url;

  private FloorTarget(Servers process, URI url) {
    this.process = process;
    this.url = url;
  }

  static FloorTarget start(Ground ground, String options) {
    int port = Ground.freePort();
    Path netty = ground.project().resolve("bench/target/netty");
    String classes = netty + "/*" + File.pathSeparator + System.getProperty("java.class.path");
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.add("-XX:+UseParallelGC");
    if (!options.isEmpty()) {
      command.addAll(List.of(options.split(" ")));
    }
    command.addAll(List.of("-cp", classes, MAIN, Integer.toString(port)));
    command.add("jdbc:postgresql:" + ground.databaseAddress() + "?user=postgres");
    Servers process = new Servers(ground);
    process.start("floor", command, Map.of(), "floor is up");
    return new FloorTarget(process, URI.create("http://127.0.0.1:" + port));
  }

  @Override
  public List<URI> urls() {
    return List.of(url);
  }

  @Override
  public List<Long> pids() {
    return process.pids();
  }

  @Override
  public Wire wire() {
    return new FloorWire();
  }

  /** Its rooms are there when somebody speaks of them. */
  @Override
  public void makeRooms(Cast cast) {}

  @Override
  public String room(int room) {
    return Integer.toString(room);
  }

  @Override
  public String listPath(int room) {
    return "/messages?room=" + room;
  }

  @Override
  public String authorization(int user) {
    return Ground.user(user);
  }

  @Override
  public OptionalDouble lagMs() {
    return OptionalDouble.empty();
  }

  @Override
  public void stop() {
    process.stop();
  }

  @Override
  public void startAgain() {
    process.startAgain();
  }
}
