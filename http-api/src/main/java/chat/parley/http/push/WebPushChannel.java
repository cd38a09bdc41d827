package chat.parley.http.push;

import chat.parley.engine.domain.Notification;
import chat.parley.engine.push.DuePush;
import chat.parley.engine.push.PushChannel;
import chat.parley.engine.push.PushOutcome;
import chat.parley.http.wire.WireJson;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.zerodeplibs.webpush.EncryptedPushMessage;
import com.zerodeplibs.webpush.MessageEncryptions;
import com.zerodeplibs.webpush.PushMessage;
import com.zerodeplibs.webpush.UserAgentMessageEncryptionKeyInfo;
import com.zerodeplibs.webpush.VAPIDKeyPair;
import com.zerodeplibs.webpush.VAPIDKeyPairs;
import com.zerodeplibs.webpush.jwt.VAPIDJWTParam;
import com.zerodeplibs.webpush.key.PrivateKeySources;
import com.zerodeplibs.webpush.key.PublicKeySources;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * To the devices of users by their push services: RFC 8030, encrypted for the device alone (RFC
 * 8291), signed by this server (RFC 8292).
 */
public final class WebPushChannel implements PushChannel {

  /** RFC 8292 allows a day; a signature serves all devices of a push service for half its life. */
  private static final int SIGNATURE_HOURS = 12;

  private static final int SERVICES = 1_000;

  /** RFC 8030, section 5.4: at most 32 characters of base64url, which these bytes make. */
  private static final int TOPIC_BYTES = 24;

  private final PushDoorSettings settings;
  private final PushEndpoints endpoints;
  private final PushHttp http;
  private final LoadingCache<String, String> signatures;

  public WebPushChannel(PushDoorSettings settings, PushHttp http) {
    this.settings = settings;
    this.endpoints = new PushEndpoints(settings.trustEndpoints());
    this.http = http;
    VapidKeys keys = settings.keys().orElseThrow();
    VAPIDKeyPair pair =
        VAPIDKeyPairs.of(
            PrivateKeySources.ofECPrivateKey(keys.privateKey()),
            PublicKeySources.ofECPublicKey(keys.publicKey()));
    this.signatures =
        Caffeine.newBuilder()
            .maximumSize(SERVICES)
            .expireAfterWrite(Duration.ofHours(SIGNATURE_HOURS / 2))
            .build(origin -> sign(pair, origin));
  }

  private String sign(VAPIDKeyPair pair, String origin) {
    return pair.generateAuthorizationHeaderValue(
        VAPIDJWTParam.getBuilder()
            .resourceURLString(origin)
            .expiresAfter(SIGNATURE_HOURS, TimeUnit.HOURS)
            .subject(settings.subject())
            .build());
  }

  @Override
  public String host(DuePush push) {
    return URI.create(push.subscription().endpoint()).getHost().toLowerCase(Locale.ROOT);
  }

  @Override
  public CompletionStage<PushOutcome> send(DuePush push) {
    return CompletableFuture.supplyAsync(() -> request(push), http.executor())
        .thenCompose(
            request ->
                request.isPresent()
                    ? http.send(request.get())
                    : CompletableFuture.completedFuture(
                        new PushOutcome.Refused("an address that may not be spoken to")));
  }

  /** Empty where it may not be sent. */
  private Optional<HttpRequest> request(DuePush push) {
    Optional<URI> endpoint = endpoints.accept(push.subscription().endpoint());
    if (endpoint.isEmpty() || !mayConnect(endpoint.get())) {
      return Optional.empty();
    }
    URI uri = endpoint.get();
    // One for each message: what encrypts may serve no two threads at once.
    EncryptedPushMessage message =
        MessageEncryptions.of()
            .encrypt(
                UserAgentMessageEncryptionKeyInfo.of(
                    push.subscription().p256dh(), push.subscription().auth()),
                PushMessage.of(
                    WireJson.bytes(
                        json -> PushWriter.push(json, push.notification(), settings.preview()))));
    return Optional.of(
        HttpRequest.newBuilder(uri)
            .version(
                uri.getScheme().equals("https")
                    ? HttpClient.Version.HTTP_2
                    : HttpClient.Version.HTTP_1_1)
            .header("Authorization", signatures.get(origin(uri)))
            .header("Content-Type", message.mediaType())
            .header("Content-Encoding", message.contentEncoding())
            .header("TTL", Long.toString(settings.ttl().toSeconds()))
            .header("Urgency", urgency(push.notification()))
            .header("Topic", topic(push))
            .POST(HttpRequest.BodyPublishers.ofByteArray(message.toBytes()))
            .build());
  }

  private boolean mayConnect(URI uri) {
    try {
      return endpoints.mayConnect(uri.getHost());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("no address of " + uri.getHost(), e);
    }
  }

  private static String origin(URI uri) {
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }

  /** RFC 8030, section 5.3: a chat message wakes a device that saves its battery. */
  private static String urgency(Notification notification) {
    return notification.kind().equals("invitation") ? "normal" : "high";
  }

  /** A device that was off gets the newest of each room; the service learns no name of one. */
  private static String topic(DuePush push) {
    String room = push.user().tenant() + "/" + push.notification().roomId();
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(room.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(Arrays.copyOf(hash, TOPIC_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
