package chat.parley.engine.domain;

/**
 * A room's own rules. A null component means the node's default (rates) or no limit (quota).
 *
 * @param rate messages a second in the room, above 0 to 1,000
 * @param burst messages at once, 1 to 10,000
 * @param quota messages a member may post in this room altogether, 1 or more
 * @param posting who may post
 */
public record Policy(Double rate, Integer burst, Long quota, Posting posting) {

  public static final Policy DEFAULT = new Policy(null, null, null, Posting.MEMBERS);

  /** MEMBERS: everybody but READERs. MODERATORS: MODERATOR and OWNER. OWNERS: OWNER alone. */
  public enum Posting {
    MEMBERS,
    MODERATORS,
    OWNERS;

    public boolean allows(MemberRole role) {
      return switch (this) {
        case MEMBERS -> role != MemberRole.READER;
        case MODERATORS -> role.manages();
        case OWNERS -> role == MemberRole.OWNER;
      };
    }
  }

  public Policy {
    posting = posting == null ? Posting.MEMBERS : posting;
  }

  /** Null when every component is within its range, else what is wrong. */
  public String complaint() {
    if (rate != null && !(rate > 0 && rate <= 1_000)) {
      return "policy.rate must be above 0 and at most 1000";
    }
    if (burst != null && (burst < 1 || burst > 10_000)) {
      return "policy.burst must be 1 to 10000";
    }
    if (quota != null && quota < 1) {
      return "policy.quota must be 1 or more";
    }
    return null;
  }
}
