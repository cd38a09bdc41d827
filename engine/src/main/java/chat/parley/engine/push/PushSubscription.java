package chat.parley.engine.push;

/**
 * Where a device of a user can be reached. All but the id is a secret between the device and us.
 *
 * @param id of the endpoint
 * @param p256dh the device's public key (P-256, uncompressed), in base64url
 * @param auth the secret that the device shares with us, in base64url
 */
public record PushSubscription(String id, String endpoint, String p256dh, String auth) {

  /** Without the secrets. */
  @Override
  public String toString() {
    return "PushSubscription[" + id + "]";
  }
}
