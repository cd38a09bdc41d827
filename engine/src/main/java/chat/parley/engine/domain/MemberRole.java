package chat.parley.engine.domain;

/** What a member may do in the room. READER reads only. */
public enum MemberRole {
  OWNER,
  MODERATOR,
  MEMBER,
  READER;

  /** May manage members, delete others' messages and change the room. */
  public boolean manages() {
    return this == OWNER || this == MODERATOR;
  }
}
