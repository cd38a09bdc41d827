package chat.parley.http.push;

import chat.parley.engine.push.PushOutcome;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The client that pushes go out by: follows no redirects, waits for nothing longer than the
 * time-out, reads no bodies, and shares nothing with the doors.
 */
public final class PushHttp {

  /** Threads that look for addresses and encrypt; more waits than the desk ever has in hand. */
  private static final int THREADS = 4;

  private static final int WAITING = 1_000;

  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_EARLY = 425;
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERROR = 500;

  private final HttpClient client;
  private final ThreadPoolExecutor executor;
  private final Duration timeout;
  private final Clock clock;

  public PushHttp(Duration timeout, Clock clock) {
    this.timeout = timeout;
    this.clock = clock;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    AtomicInteger count = new AtomicInteger();
    this.executor =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            task -> {
              Thread thread = new Thread(task, "parley-push-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    executor.allowCoreThreadTimeOut(true);
  }

  /** For what prepares a request and takes its time. */
  Executor executor() {
    return executor;
  }

  /** Sends a request; a body that comes without end is cut off with everything else. */
  CompletionStage<PushOutcome> send(HttpRequest request) {
    CompletableFuture<HttpResponse<Void>> answer =
        client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
    return answer
        .copy()
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((response, failure) -> answer.cancel(true))
        .thenApply(this::outcome);
  }

  private PushOutcome outcome(HttpResponse<Void> response) {
    int status = response.statusCode();
    if (status / 100 == 2) {
      return new PushOutcome.Sent();
    }
    String why = "HTTP status " + status;
    if (status == 404 || status == 410) {
      return new PushOutcome.Gone();
    }
    boolean passes =
        status == REQUEST_TIMEOUT
            || status == TOO_EARLY
            || status == TOO_MANY
            || status >= SERVER_ERROR;
    return passes ? new PushOutcome.Later(why, retryAfter(response)) : new PushOutcome.Refused(why);
  }

  private Duration retryAfter(HttpResponse<Void> response) {
    Optional<String> value = response.headers().firstValue("Retry-After").map(String::strip);
    if (value.isEmpty()) {
      return Duration.ZERO;
    }
    return retryAfter(value.get(), clock.instant());
  }

  /** RFC 9110, section 10.2.3: seconds, or a date. What is neither is not there. */
  static Duration retryAfter(String value, Instant now) {
    if (value.matches("[0-9]{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(value));
    }
    try {
      Instant until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO;
    } catch (DateTimeException e) {
      return Duration.ZERO;
    }
  }
}
