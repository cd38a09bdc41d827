package chat.parley.cli;

import chat.parley.bench.client.TokenSigner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Which server a verb speaks to, and as whom. */
public final class ServerOptions {

  private static final Duration VALIDITY = Duration.ofHours(12);

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8080",
      description = "Where the node is (default: ${DEFAULT-VALUE}).")
  private URI url;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description = "An ADMIN's token. Left out: made with the secret in the data directory.")
  private String token;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = "${env:PARLEY_DATA_DIR:-./data}",
      description = "The node's data directory (default: ${DEFAULT-VALUE}).")
  private Path dataDir;

  public URI url() {
    return url;
  }

  /** The token that was given, or a new one. */
  public String adminToken() {
    return token != null ? token : signer().token("admin", "Admin", "ADMIN", VALIDITY);
  }

  /** A new token of a USER. */
  public String userToken(String userId, String name) {
    return signer().token(userId, name, "USER", VALIDITY);
  }

  private TokenSigner signer() {
    String secret = System.getenv("PARLEY_JWT_SECRET");
    if (secret != null && !secret.isEmpty()) {
      return new TokenSigner(secret.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    Path file = dataDir.resolve("jwt-secret");
    try {
      return new TokenSigner(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException("no secret at " + file + "; give --token", e);
    }
  }
}
