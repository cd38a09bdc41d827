package chat.parley.http;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import chat.parley.http.wire.WireJson;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /health} and {@code GET /health/simple}. Everybody may ask, so that all who ask at the
 * same time are told the result of one check, and a check is taken for a second.
 */
final class HealthDoor {

  private static final Logger LOG = LoggerFactory.getLogger(HealthDoor.class);
  private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

  private final Health health;
  private final Duration patience;
  private final AtomicReference<Check> last = new AtomicReference<>();

  HealthDoor(Health health, Duration patience) {
    this.health = health;
    this.patience = patience;
  }

  /** A check that has begun; completes with null when it did not come to an end. */
  private record Check(
      long beganNanos, CompletableFuture<Map<String, Health.Component>> components) {

    boolean isFresh(long nowNanos) {
      return !components.isDone() || nowNanos - beganNanos < FRESH_NANOS;
    }
  }

  /** To be put where {@code /health} has been matched already. */
  Route route() {
    return Directives.concat(
        Directives.pathEnd(() -> answering(HealthDoor::full)),
        Directives.path("simple", () -> answering(HealthDoor::simple)));
  }

  private Route answering(Function<Map<String, Health.Component>, HttpResponse> form) {
    return Directives.get(() -> Directives.handle(request -> check().thenApply(form)));
  }

  private CompletableFuture<Map<String, Health.Component>> check() {
    Check known = last.get();
    long now = System.nanoTime();
    if (known != null && known.isFresh(now)) {
      return known.components();
    }
    Check next = new Check(now, new CompletableFuture<>());
    if (!last.compareAndSet(known, next)) {
      return last.get().components();
    }
    begin()
        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete(
            (components, failure) -> {
              if (failure != null) {
                LOG.warn("the health check did not end: {}", failure.toString());
              }
              next.components().complete(components);
            });
    return next.components();
  }

  private CompletableFuture<Map<String, Health.Component>> begin() {
    try {
      return health.check().toCompletableFuture().copy();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static boolean isUp(Map<String, Health.Component> components) {
    return components != null
        && components.values().stream().allMatch(one -> one.up() || !one.matters());
  }

  private static HttpResponse simple(Map<String, Health.Component> components) {
    return answer(isUp(components), json -> status(json, isUp(components)));
  }

  private static HttpResponse full(Map<String, Health.Component> components) {
    return answer(isUp(components), json -> all(json, components));
  }

  private static HttpResponse answer(boolean up, WireJson.Body fields) {
    return HttpResponse.create()
        .withStatus(up ? StatusCodes.OK : StatusCodes.SERVICE_UNAVAILABLE)
        .withEntity(
            ContentTypes.APPLICATION_JSON,
            WireJson.bytes(
                json -> {
                  json.writeStartObject();
                  fields.write(json);
                  json.writeEndObject();
                }))
        .addHeader(RawHeader.create("Cache-Control", "no-store"));
  }

  private static void all(JsonGenerator json, Map<String, Health.Component> components)
      throws IOException {
    status(json, isUp(components));
    json.writeObjectFieldStart("components");
    if (components != null) {
      for (Map.Entry<String, Health.Component> one : components.entrySet()) {
        json.writeFieldName(one.getKey());
        component(json, one.getValue());
      }
    }
    json.writeEndObject();
  }

  private static void component(JsonGenerator json, Health.Component component) throws IOException {
    json.writeStartObject();
    status(json, component.up());
    json.writeNumberField("latencyMs", component.latencyMs());
    json.writeBooleanField("matters", component.matters());
    if (component.detail() != null) {
      json.writeStringField("detail", component.detail());
    }
    for (Map.Entry<String, Long> figure : new TreeMap<>(component.figures()).entrySet()) {
      json.writeNumberField(figure.getKey(), figure.getValue());
    }
    json.writeEndObject();
  }

  private static void status(JsonGenerator json, boolean up) throws IOException {
    json.writeStringField("status", up ? "UP" : "DOWN");
  }
}
