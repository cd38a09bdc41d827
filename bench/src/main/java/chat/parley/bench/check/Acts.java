package chat.parley.bench.check;

import chat.parley.bench.check.Entry.Outcome;
import chat.parley.bench.client.Json;
import chat.parley.bench.client.ParleyHttp;
import chat.parley.bench.client.ProblemException;
import chat.parley.bench.fault.NodeProcess;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What clients do besides sending: alter, read, mark as read. Each is tried once. */
final class Acts {

  private final Recorder recorder;
  private final Workshop workshop;

  Acts(Recorder recorder, Workshop workshop) {
    this.recorder = recorder;
    this.workshop = workshop;
  }

  private static String codeOf(Throwable failure) {
    return problem(failure).code();
  }

  private static ProblemException problem(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof ProblemException known
        ? known
        : new ProblemException(ProblemException.GONE, 0, String.valueOf(cause), 0);
  }

  /** Over a socket a request may have been repeated by itself: only an early refusal is sure. */
  private static Outcome outcome(Throwable failure, boolean sameConnection) {
    if (failure == null) {
      return Outcome.OK;
    }
    return problem(failure).outcomeUnknown() || !sameConnection ? Outcome.INFO : Outcome.FAIL;
  }

  CompletableFuture<?> edit(CheckClient client, CheckClient.Own own, String content) {
    ObjectNode frame = frame("edit", own.room()).put("messageId", own.id()).put("content", content);
    return alter(client, own, "edit", Hashes.of(content), frame);
  }

  CompletableFuture<?> delete(CheckClient client, CheckClient.Own own) {
    ObjectNode frame = frame("delete", own.room()).put("messageId", own.id());
    return alter(client, own, "delete", null, frame);
  }

  CompletableFuture<?> react(CheckClient client, CheckClient.Own own, String key, boolean on) {
    ObjectNode frame = frame("react", own.room()).put("messageId", own.id());
    return alter(client, own, "react", null, frame.put("key", key).put("on", on));
  }

  private static ObjectNode frame(String type, String room) {
    return Json.object().put("type", type).put("roomId", room);
  }

  private CompletableFuture<?> alter(
      CheckClient client, CheckClient.Own own, String what, String hash, ObjectNode frame) {
    long start = System.nanoTime();
    int connection = client.connection();
    return client
        .socket()
        .request(frame)
        .handle(
            (ack, failure) -> {
              boolean same = client.connection() == connection;
              long rev = failure == null ? ack.path("rev").asLong() : 0;
              recorder.add(
                  new Entry.Alter(
                      client.user(),
                      own.room(),
                      what,
                      own.id(),
                      hash,
                      start,
                      System.nanoTime(),
                      outcome(failure, same),
                      failure == null ? null : codeOf(failure),
                      rev));
              client.seen().rev(own.room(), rev);
              return null;
            });
  }

  CompletableFuture<?> mark(CheckClient client, String room, long seq) {
    long start = System.nanoTime();
    int connection = client.connection();
    return client
        .socket()
        .request(frame("read", room).put("seq", seq))
        .handle(
            (answer, failure) -> {
              JsonNode read = failure == null ? answer : Json.object();
              recorder.add(
                  new Entry.Marker(
                      client.user(),
                      room,
                      start,
                      System.nanoTime(),
                      outcome(failure, client.connection() == connection),
                      failure == null ? null : codeOf(failure),
                      seq,
                      read.path("readSeq").asLong(),
                      read.path("unreadCount").asLong()));
              return null;
            });
  }

  /** A page of messages, or what meta says, through any node; never less than was seen. */
  void read(CheckClient client, String room, String via, long before) {
    workshop.run(() -> read(client, client.anyNode(), room, via, before));
  }

  /** The same through one node; waits for the answer. */
  void read(CheckClient client, NodeProcess node, String room, String via, long before) {
    long minRev = client.seen().rev(room);
    long start = System.nanoTime();
    JsonNode body = Json.object();
    Throwable failure = null;
    try {
      body = ask(client.http(node), room, via, before, minRev);
    } catch (RuntimeException e) {
      failure = e;
    }
    recorder.add(readEntry(client, room, via, node, before, start, minRev, body, failure));
    if (failure == null) {
      client.seen().rev(room, body.path("rev").asLong());
      client.seen().seq(room, body.path("lastSeq").asLong());
    }
  }

  private static JsonNode ask(ParleyHttp http, String room, String via, long before, long minRev) {
    String query =
        switch (via) {
          case "list" -> "/messages?limit=30&minRev=" + minRev;
          case "history" -> "/messages?limit=50&before=" + before + "&minRev=" + minRev;
          default -> "/meta?minRev=" + minRev;
        };
    return http.call("GET", "/rooms/" + ParleyHttp.segment(room) + query, null).body();
  }

  private static Entry readEntry(
      CheckClient client,
      String room,
      String via,
      NodeProcess node,
      long before,
      long start,
      long minRev,
      JsonNode body,
      Throwable failure) {
    List<Entry.Seen> messages = new ArrayList<>();
    body.path("messages").forEach(message -> messages.add(Messages.seen(message)));
    return new Entry.Read(
        client.user(),
        room,
        via,
        node.number(),
        before,
        start,
        System.nanoTime(),
        outcome(failure, true),
        failure == null ? null : codeOf(failure),
        minRev,
        body.path("rev").asLong(),
        body.path("lastSeq").asLong(),
        messages);
  }
}
