package chat.parley.projections.counts;

/** What a member has not read in a room. */
record Counts(long unread, long mentions) {
  @Override
  public String toString() {
    return unread + " unread, " + mentions + " mentions";
  }
}
