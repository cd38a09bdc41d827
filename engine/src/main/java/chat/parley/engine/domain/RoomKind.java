package chat.parley.engine.domain;

/** GROUP: any number of members. DIRECT: the one room of a pair of users, for ever. */
public enum RoomKind {
  GROUP,
  DIRECT
}
