package chat.parley.bench.client;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The threads that many sockets share. Closing it closes them all. */
public final class ParleySockets implements AutoCloseable {

  private static final long WATCH_MS = 1_000;

  private final List<WireLoop> loops = new ArrayList<>();
  private final AtomicInteger opened = new AtomicInteger();
  private final ScheduledExecutorService timer;
  private final Set<ParleySocket> open = ConcurrentHashMap.newKeySet();

  public ParleySockets() {
    for (int i = 0; i < Math.max(2, Runtime.getRuntime().availableProcessors() / 2); i++) {
      WireLoop loop = new WireLoop();
      loops.add(loop);
      daemon(loop, "parley-sockets-" + i).start();
    }
    timer = Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "parley-timer"));
    timer.scheduleWithFixedDelay(this::watch, WATCH_MS, WATCH_MS, TimeUnit.MILLISECONDS);
  }

  /**
   * Opens a socket that connects by itself until it is closed or told not to.
   *
   * @param url the server, such as {@code http://127.0.0.1:8080}; without TLS
   * @param token asked for a token before each hello
   */
  public ParleySocket open(
      URI url, String device, Supplier<String> token, SocketListener listener) {
    return open(() -> url, device, token, listener);
  }

  /**
   * The same with several servers.
   *
   * @param url asked for a server before each connection
   */
  public ParleySocket open(
      Supplier<URI> url, String device, Supplier<String> token, SocketListener listener) {
    WireLoop loop = loops.get(Math.floorMod(opened.getAndIncrement(), loops.size()));
    ParleySocket socket =
        new ParleySocket(this, loop, () -> endpoint(url.get()), device, token, listener);
    open.add(socket);
    socket.connect();
    return socket;
  }

  @Override
  public void close() {
    open.forEach(ParleySocket::close);
    timer.shutdownNow();
    loops.forEach(WireLoop::close);
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
    if (!"http".equals(url.getScheme())) {
      throw new IllegalArgumentException("this client speaks plain http only, not " + url);
    }
    return url.resolve("/api/chat/ws");
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
