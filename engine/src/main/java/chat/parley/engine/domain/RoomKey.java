package chat.parley.engine.domain;

/**
 * The address of a room: its tenant and its id within that tenant. Both have passed {@link
 * Ids#isValid}.
 */
public record RoomKey(String tenant, String roomId) {

  public RoomKey {
    if (!Ids.isValid(tenant) || !Ids.isValid(roomId)) {
      throw new IllegalArgumentException("invalid tenant or room id");
    }
  }

  /** The sharding entity id and, at once, the persistence id: {@code tenant/roomId}. */
  public String entityId() {
    return tenant + "/" + roomId;
  }

  public static RoomKey ofEntityId(String entityId) {
    int slash = entityId.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("not a room's entity id");
    }
    return new RoomKey(entityId.substring(0, slash), entityId.substring(slash + 1));
  }
}
