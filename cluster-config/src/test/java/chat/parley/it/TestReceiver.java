package chat.parley.it;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** A push service, or an application with a webhook: takes whatever is posted, and says 201. */
final class TestReceiver implements AutoCloseable {

  /** What was posted. */
  record Request(String path, Headers headers, byte[] body) {
    String header(String name) {
      return headers.getFirst(name);
    }
  }

  /** What it says instead, once. */
  private record Answer(int status, String retryAfter) {}

  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final Map<String, Queue<Answer>> answers = new ConcurrentHashMap<>();
  private final Map<String, CountDownLatch> silent = new ConcurrentHashMap<>();
  private final HttpServer server;

  private TestReceiver(HttpServer server) {
    this.server = server;
  }

  static TestReceiver start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      TestReceiver receiver = new TestReceiver(server);
      server.createContext("/", receiver::take);
      server.setExecutor(Executors.newCachedThreadPool());
      server.start();
      return receiver;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void take(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    byte[] body = exchange.getRequestBody().readAllBytes();
    requests.add(new Request(path, exchange.getRequestHeaders(), body));
    CountDownLatch latch = silent.get(path);
    if (latch != null) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    String id = exchange.getRequestHeaders().getFirst("webhook-id");
    Queue<Answer> planned = answers.get(path);
    // What is withdrawn may be of any test before.
    boolean other = planned == null || id != null && id.endsWith("/withdrawn");
    Answer answer = other ? null : planned.poll();
    if (answer != null && answer.retryAfter() != null) {
      exchange.getResponseHeaders().add("Retry-After", answer.retryAfter());
    }
    exchange.sendResponseHeaders(answer == null ? 201 : answer.status(), -1);
    exchange.close();
  }

  /** The next one who posts there is told this. */
  void answer(String path, int status, String retryAfter) {
    answers
        .computeIfAbsent(path, p -> new ConcurrentLinkedQueue<>())
        .add(new Answer(status, retryAfter));
  }

  /** Who posts there gets no answer until the latch opens. */
  CountDownLatch silence(String path) {
    return silent.computeIfAbsent(path, p -> new CountDownLatch(1));
  }

  /** Who posts there from now on is answered, and those who wait. */
  void speak(String path) {
    silent.remove(path).countDown();
  }

  List<Request> requests(String path) {
    return requests.stream().filter(one -> one.path().equals(path)).toList();
  }

  /** The origin, by the address or by the name of this machine. */
  String origin(String host) {
    return "http://" + host + ":" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    silent.values().forEach(CountDownLatch::countDown);
    server.stop(0);
  }
}
