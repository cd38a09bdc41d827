package chat.parley.bench.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The threads that many sockets share. Closing it closes them all. */
public final class ParleySockets implements AutoCloseable {

  private static final long WATCH_MS = 1_000;

  private final ExecutorService threads;
  private final ScheduledExecutorService timer;
  private final HttpClient client;
  private final Set<ParleySocket> open = ConcurrentHashMap.newKeySet();

  public ParleySockets() {
    threads =
        Executors.newFixedThreadPool(
            Math.max(2, Runtime.getRuntime().availableProcessors()),
            task -> daemon(task, "parley-sockets"));
    timer = Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "parley-timer"));
    client =
        HttpClient.newBuilder().executor(threads).connectTimeout(Duration.ofSeconds(5)).build();
    timer.scheduleWithFixedDelay(this::watch, WATCH_MS, WATCH_MS, TimeUnit.MILLISECONDS);
  }

  /**
   * Opens a socket that connects by itself until it is closed or told not to.
   *
   * @param url the server, such as {@code http://127.0.0.1:8080}
   * @param token asked for a token before each hello
   */
  public ParleySocket open(
      URI url, String device, Supplier<String> token, SocketListener listener) {
    ParleySocket socket = new ParleySocket(this, endpoint(url), device, token, listener);
    open.add(socket);
    socket.connect();
    return socket;
  }

  @Override
  public void close() {
    open.forEach(ParleySocket::close);
    timer.shutdownNow();
    threads.shutdown();
  }

  HttpClient client() {
    return client;
  }

  void later(Duration delay, Runnable task) {
    if (!timer.isShutdown()) {
      timer.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  void forget(ParleySocket socket) {
    open.remove(socket);
  }

  private void watch() {
    long now = System.nanoTime();
    open.forEach(socket -> socket.watch(now));
  }

  private static URI endpoint(URI url) {
    String base = url.toString().replaceAll("/+$", "");
    return URI.create("ws" + base.substring("http".length()) + "/api/chat/ws");
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
