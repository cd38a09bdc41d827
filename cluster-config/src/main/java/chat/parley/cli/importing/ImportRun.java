package chat.parley.cli.importing;

import chat.parley.bench.client.Backoff;
import chat.parley.bench.client.ParleyHttp;
import chat.parley.bench.client.ProblemException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends import lines in chunks, one after the other. A chunk whose outcome is unknown is sent
 * again: what the room has taken over already it skips.
 */
final class ImportRun {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final ParleyHttp http;
  private final int chunkSize;
  private final Progress progress;

  ImportRun(ParleyHttp http, int chunkSize, Progress progress) {
    this.http = http;
    this.chunkSize = chunkSize;
    this.progress = progress;
  }

  /**
   * @param file how to call it
   * @param total lines, or -1
   */
  Taken send(String file, Iterator<String> lines, long total) {
    long began = System.nanoTime();
    Taken taken = Taken.NONE;
    ImportChunks chunks = new ImportChunks(lines, chunkSize);
    while (chunks.hasNext()) {
      ImportChunks.Chunk chunk = chunks.next();
      JsonNode answer = sendUntilAnswered(chunk.body());
      taken = taken.plus(Taken.of(answer));
      for (JsonNode refused : answer.path("refused")) {
        progress.say(
            file
                + " line "
                + chunk.origin(refused.path("line").asInt())
                + " refused: "
                + refused.path("detail").asText());
      }
      progress.at(file, chunk.read(), total, Duration.ofNanos(System.nanoTime() - began));
    }
    progress.done();
    return taken;
  }

  private JsonNode sendUntilAnswered(String body) {
    long since = System.nanoTime();
    for (int failures = 0; ; failures++) {
      try {
        return http.importLines(body);
      } catch (ProblemException e) {
        if (!e.temporary() || System.nanoTime() - since > PATIENCE.toNanos()) {
          throw e;
        }
        Duration pause = Backoff.delay(Math.min(failures, 3), ThreadLocalRandom.current());
        progress.say("no answer (" + e.getMessage() + "), sending it again");
        LockSupport.parkNanos(Math.max(pause.toNanos(), e.retryAfterMs() * 1_000_000));
      }
    }
  }

  /**
   * What rooms answered.
   *
   * @param messages taken over now
   * @param memberships taken over now
   * @param skipped there already
   * @param repliesLost answers to messages that lay too far back
   * @param refused lines that no room takes
   */
  record Taken(long messages, long memberships, long skipped, long repliesLost, long refused) {

    static final Taken NONE = new Taken(0, 0, 0, 0, 0);

    static Taken of(JsonNode answer) {
      return new Taken(
          answer.path("messages").asLong(0),
          answer.path("memberships").asLong(0),
          answer.path("skipped").asLong(0),
          answer.path("repliesLost").asLong(0),
          answer.path("refusedCount").asLong(0));
    }

    Taken plus(Taken more) {
      return new Taken(
          messages + more.messages,
          memberships + more.memberships,
          skipped + more.skipped,
          repliesLost + more.repliesLost,
          refused + more.refused);
    }

    long fresh() {
      return messages + memberships;
    }
  }
}
