package chat.parley.bench.load;

import chat.parley.bench.client.Json;
import chat.parley.bench.client.ParleyHttp;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** One or more processes of bench/yardsticks/socketio, with a Redis of their own. */
final class SocketIoTarget implements Target {

  private static final int ROOMS_AT_ONCE = 1_000;

  private final Ground ground;
  private final Servers processes;
  private final List<URI> urls = new ArrayList<>();

  private SocketIoTarget(Ground ground) {
    this.ground = ground;
    this.processes = new Servers(ground);
  }

  /**
   * @param count processes
   */
  static SocketIoTarget start(Ground ground, int count) {
    SocketIoTarget target = new SocketIoTarget(ground);
    int redis = Ground.freePort();
    List<String> command = new ArrayList<>(List.of("redis-server", "--port", "" + redis));
    command.addAll(List.of("--bind", "127.0.0.1", "--save", "", "--appendonly", "no"));
    target.processes.start("redis", command, Map.of(), "Ready to accept connections");
    Path program = ground.project().resolve("bench/yardsticks/socketio/server.js");
    for (int number = 1; number <= count; number++) {
      int port = Ground.freePort();
      target.urls.add(URI.create("http://127.0.0.1:" + port));
      Map<String, String> environment =
          Map.of(
              "NODE_ENV",
              "production",
              "PORT",
              Integer.toString(port),
              "DATABASE_URL",
              "postgres://postgres@" + ground.databaseAddress().substring(2),
              "REDIS_URL",
              "redis://127.0.0.1:" + redis,
              "JWT_SECRET",
              Ground.SECRET);
      target.processes.start(
          "socketio-" + number, List.of("node", program.toString()), environment, "socketio is up");
    }
    return target;
  }

  @Override
  public List<URI> urls() {
    return urls;
  }

  @Override
  public List<Long> pids() {
    return processes.pids();
  }

  @Override
  public Wire wire() {
    return new SocketIoWire(ground::token);
  }

  @Override
  public void makeRooms(Cast cast) {
    ParleyHttp admin = new ParleyHttp(urls.get(0), ground.token("bench-admin", "ADMIN"));
    for (int first = 0; first < cast.rooms(); first += ROOMS_AT_ONCE) {
      ObjectNode body = Json.object();
      ArrayNode list = body.putArray("rooms");
      int next = Math.min(cast.rooms(), first + ROOMS_AT_ONCE);
      for (int room = first; room < next; room++) {
        ArrayNode members = list.addObject().put("id", room(room)).putArray("members");
        for (int user : cast.members(room)) {
          members.add(Ground.user(user));
        }
      }
      admin.call("POST", "/rooms", body);
    }
  }

  @Override
  public String room(int room) {
    return SocketIoWire.room(room);
  }

  @Override
  public String listPath(int room) {
    return "/api/chat/rooms/" + room(room) + "/messages";
  }

  @Override
  public String authorization(int user) {
    return "Bearer " + ground.token(user);
  }

  @Override
  public OptionalDouble lagMs() {
    return OptionalDouble.empty();
  }

  @Override
  public void stop() {
    processes.stop();
  }

  @Override
  public void startAgain() {
    processes.startAgain();
  }
}
