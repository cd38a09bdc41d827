package chat.parley.projections.query;

import java.util.Locale;

/**
 * What a {@code ?} in one of the {@link Statements} stands for: its SQL type, and the variable of
 * the script explain.sql for it.
 */
public enum Param {
  TENANT("text"),
  ROOM("text"),
  USER("text"),
  ENTITY("text"),
  CLIENT_MESSAGE_ID("text"),
  ID("text"),
  IDS("text[]"),
  TENANTS("text[]"),
  ROOM_IDS("text[]"),
  USERS("text[]"),
  SEQ("bigint"),
  SEQ_TO("bigint"),
  SEQUENCE_NR("bigint"),
  TIME("timestamptz"),
  LIMIT("bigint"),
  UNREAD_ONLY("boolean"),
  DAY_FROM("date"),
  DAY_TO("date"),
  SEQS("bigint[]"),
  TEXTS("text[]"),
  MENTIONS("text[]"),
  HOSTS("text[]"),
  DEVICE("text"),
  ENDPOINT("text"),
  MILLIS("bigint"),
  FAILURES("bigint"),
  WEB("boolean"),
  WEBHOOK("boolean");

  private final String type;

  Param(String type) {
    this.type = type;
  }

  public String type() {
    return type;
  }

  /** Its name in lower case. */
  public String variable() {
    return name().toLowerCase(Locale.ROOT);
  }
}
