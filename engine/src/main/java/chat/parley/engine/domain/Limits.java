package chat.parley.engine.domain;

/** Sizes that the protocol fixes for everybody. Lengths of text are in Unicode code points. */
public final class Limits {
  public static final int CONTENT = 4_000;
  public static final int NAME = 128;
  public static final int AVATAR_URL = 2_048;
  public static final int EXTERNAL_REF = 256;
  public static final int CLIENT_MESSAGE_ID = 64;
  public static final int REACTION_KEYS = 20;
  public static final int REACTION_KEY = 32;
  public static final int REACTION_USERS_SHOWN = 20;
  public static final int MENTIONS = 50;
  public static final int MEMBERS = 10_000;
  public static final int MEMBERS_AT_CREATION = 1_000;
  public static final int MEMBERS_SHOWN = 100;
  public static final int WATCHED = 200;
  public static final int PAGE = 50;
  public static final int PAGE_DEFAULT = 30;
  public static final int PAGE_BYTES = 128 * 1024;
  public static final int MEMBERS_PAGE = 200;
  public static final int RESUME_CHANGES = 200;
  public static final int IDEMPOTENCY_KEYS = 2_000;
  public static final int IMPORT_BATCH = 500;

  private Limits() {}
}
