package chat.parley.projections.scripts;

import chat.parley.projections.query.Param;
import chat.parley.projections.query.Statements;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What sql/scripts/explain.sql has to be, made from {@link Statements}. */
final class ExplainScript {

  private static final String HEAD =
      """
      -- The plan of every statement that doors, inboxes and pushes can cause, run with EXPLAIN (ANALYZE,
      -- BUFFERS) and rolled back. Made from the list in Statements.java, and held equal to it by a test.
      --
      --   psql "$URL" -f sql/scripts/explain.sql
      --   psql "$URL" -v room=booking-42 -v entity=main/booking-42 -v user=u1 -f sql/scripts/explain.sql
      --
      -- The defaults fit what seed.sql fills in. Add -v plan=force_generic_plan for the plans that
      -- the driver gets once a statement has run ten times on a connection.

      """;

  private ExplainScript() {}

  /** A value for each parameter, as it stands between quotes. */
  static Map<Param, String> samples() {
    Map<Param, String> samples = new EnumMap<>(Param.class);
    samples.put(Param.TENANT, "main");
    samples.put(Param.ROOM, "seed-1");
    samples.put(Param.USER, "ada");
    samples.put(Param.ENTITY, "main/seed-1");
    samples.put(Param.CLIENT_MESSAGE_ID, "seed-7");
    samples.put(Param.ID, "Z");
    samples.put(Param.IDS, "{01JD2N7Z000000000000000001,01JD2N7Z000000000000000002}");
    samples.put(Param.TENANTS, "{main,main}");
    samples.put(Param.ROOM_IDS, "{seed-1,seed-2}");
    samples.put(Param.USERS, "{ada,u7}");
    samples.put(Param.SEQ, "1000");
    samples.put(Param.SEQ_TO, "1030");
    samples.put(Param.SEQUENCE_NR, "50240");
    samples.put(Param.TIME, "9999-12-31");
    samples.put(Param.LIMIT, "31");
    samples.put(Param.UNREAD_ONLY, "true");
    samples.put(Param.DAY_FROM, "2026-01-01");
    samples.put(Param.DAY_TO, "2026-12-31");
    samples.put(Param.SEQS, "{3,13}");
    samples.put(Param.TEXTS, "{one,two}");
    samples.put(Param.MENTIONS, "{\"{}\",\"{u7}\"}");
    samples.put(Param.HOSTS, "{push.example.com}");
    samples.put(Param.DEVICE, "phone-of-ada");
    samples.put(Param.ENDPOINT, "https://push.example.com/phone-of-ada");
    samples.put(Param.MILLIS, "60000");
    samples.put(Param.FAILURES, "1");
    samples.put(Param.WEB, "true");
    samples.put(Param.WEBHOOK, "true");
    return samples;
  }

  static String render() {
    StringBuilder script = new StringBuilder(HEAD);
    samples().forEach((param, sample) -> define(script, param.variable(), sample));
    define(script, "plan", "auto");
    script.append("\nset plan_cache_mode = :plan;\nbegin;\n");
    for (Statements statement : Statements.values()) {
      String arguments =
          statement.params().stream()
              .map(p -> ":'" + p.variable() + "'")
              .collect(Collectors.joining(", "));
      script
          .append("\n\\echo\n\\echo ")
          .append(statement)
          .append('\n')
          .append(prepare(statement))
          .append(";\nexplain (analyze, buffers) execute ")
          .append(name(statement))
          .append(" (")
          .append(arguments)
          .append(");\n");
    }
    return script.append("\nrollback;\n").toString();
  }

  private static void define(StringBuilder script, String variable, String sample) {
    script.append(
        "\\if :{?%s} \\else \\set %s '%s' \\endif\n".formatted(variable, variable, sample));
  }

  static String name(Statements statement) {
    return statement.name().toLowerCase(Locale.ROOT);
  }

  static String prepare(Statements statement) {
    String types = statement.params().stream().map(Param::type).collect(Collectors.joining(", "));
    StringBuilder sql = new StringBuilder();
    int number = 0;
    for (char c : statement.sql().toCharArray()) {
      sql.append(c == '?' ? "$" + ++number : String.valueOf(c));
    }
    return "prepare " + name(statement) + " (" + types + ") as\n" + sql;
  }
}
