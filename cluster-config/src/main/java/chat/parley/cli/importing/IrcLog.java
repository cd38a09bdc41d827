package chat.parley.cli.importing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A log file and what people wrote beside it.
 *
 * @param stem the file's name without its ending
 * @param date the day of its first line
 * @param replaced bytes that were no UTF-8
 * @param answers line number (from 0) to that of the line it answers
 */
public record IrcLog(
    String stem, LocalDate date, List<String> lines, int replaced, Map<Integer, Integer> answers) {

  private static final Pattern ENDING = Pattern.compile("(\\.raw)?\\.(txt|log)$");
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern ANSWER = Pattern.compile("\\s*(\\d{1,9})\\s+(\\d{1,9})\\b.*");

  public IrcLog {
    lines = List.copyOf(lines);
    answers = Map.copyOf(answers);
  }

  /** Reads a log, with {@code <stem>.annotation.txt} where it lies next to it. */
  public static IrcLog read(Path file) throws IOException {
    String stem = stemOf(file.getFileName().toString());
    Path annotation = file.resolveSibling(stem + ".annotation.txt");
    return of(
        stem,
        Files.readAllBytes(file),
        Files.exists(annotation) ? Files.readString(annotation, StandardCharsets.UTF_8) : "");
  }

  /**
   * @param stem must hold a date, YYYY-MM-DD
   * @param annotation lines {@code A B -}: line B answers line A, or begins a talk where A is B
   */
  public static IrcLog of(String stem, byte[] raw, String annotation) {
    Utf8Lines text = Utf8Lines.of(raw);
    return new IrcLog(stem, dateIn(stem), text.lines(), text.replaced(), answersIn(annotation));
  }

  static String stemOf(String fileName) {
    return ENDING.matcher(fileName).replaceFirst("");
  }

  private static LocalDate dateIn(String stem) {
    Matcher date = DATE.matcher(stem);
    if (date.find()) {
      try {
        return LocalDate.parse(date.group());
      } catch (DateTimeException e) {
        throw new IllegalArgumentException(stem + ": there is no day " + date.group(), e);
      }
    }
    throw new IllegalArgumentException(
        stem + ": the file's name must hold its date, such as 2004-12-25");
  }

  /** A line that answers several answers the latest of them. */
  private static Map<Integer, Integer> answersIn(String annotation) {
    Map<Integer, Integer> answers = new HashMap<>();
    for (String line : annotation.split("\n")) {
      Matcher answer = ANSWER.matcher(line);
      if (answer.matches()) {
        int answered = Integer.parseInt(answer.group(1));
        int answering = Integer.parseInt(answer.group(2));
        if (answered < answering) {
          answers.merge(answering, answered, Math::max);
        }
      }
    }
    return answers;
  }
}
