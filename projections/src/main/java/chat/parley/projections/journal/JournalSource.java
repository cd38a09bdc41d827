package chat.parley.projections.journal;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.japi.Pair;
import akka.pattern.Patterns;
import akka.projection.javadsl.SourceProvider;
import akka.stream.javadsl.Source;
import chat.parley.projections.Database;
import chat.parley.projections.ProjectionsSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** One slice of the journal for Akka Projection; offsets are {@link Position}s as text. */
public final class JournalSource extends SourceProvider<String, JournalRow> {

  /** Name of the offsets; their key is the slice. */
  public static final String PROJECTION = "views";

  private final ActorSystem<?> system;
  private final Database database;
  private final ProjectionsSettings settings;
  private final int slice;

  public JournalSource(
      ActorSystem<?> system, Database database, ProjectionsSettings settings, int slice) {
    this.system = system;
    this.database = database;
    this.settings = settings;
    this.slice = slice;
  }

  /** Where the reading is, and how long to wait before the next look. */
  private record Cursor(Position after, Duration pause) {}

  @Override
  public CompletionStage<Source<JournalRow, NotUsed>> source(
      Supplier<CompletionStage<Optional<String>>> offset) {
    return offset
        .get()
        .thenApply(
            stored ->
                Source.unfoldAsync(
                        new Cursor(
                            stored.map(Position::parse).orElse(Position.START), Duration.ZERO),
                        this::next)
                    .mapConcat(rows -> rows));
  }

  private CompletionStage<Optional<Pair<Cursor, List<JournalRow>>>> next(Cursor cursor) {
    CompletionStage<List<JournalRow>> rows =
        cursor.pause.isZero()
            ? read(cursor.after)
            : Patterns.after(cursor.pause, system, () -> read(cursor.after));
    return rows.thenApply(found -> Optional.of(Pair.create(move(cursor, found), found)));
  }

  private CompletionStage<List<JournalRow>> read(Position after) {
    return database.query(
        connection -> JournalReader.after(connection, slice, after, settings.groupSize()));
  }

  private Cursor move(Cursor cursor, List<JournalRow> found) {
    Position after = found.isEmpty() ? cursor.after : found.get(found.size() - 1).position();
    return new Cursor(after, settings.pauseAfter(found.size(), cursor.pause));
  }

  @Override
  public String extractOffset(JournalRow row) {
    return row.position().toString();
  }

  @Override
  public long extractCreationTime(JournalRow row) {
    return row.writtenAt();
  }
}
