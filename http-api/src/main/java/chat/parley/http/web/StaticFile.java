package chat.parley.http.web;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.CRC32;

/** A small file out of the jar, read once, which browsers keep as long as it does not change. */
final class StaticFile {

  private final byte[] bytes;
  private final ContentType type;
  private final String tag;
  private final List<HttpHeader> headers;

  StaticFile(String resource, ContentType type, HttpHeader... headers) {
    this.bytes = read(resource);
    this.type = type;
    this.tag = "\"" + Long.toHexString(checksum(bytes)) + "\"";
    this.headers = List.of(headers);
  }

  Route route() {
    return Directives.get(
        () -> Directives.extractRequest(request -> Directives.complete(answer(request))));
  }

  private HttpResponse answer(HttpRequest request) {
    String known = request.getHeader("If-None-Match").map(HttpHeader::value).orElse("");
    HttpResponse response =
        known.contains(tag)
            ? HttpResponse.create().withStatus(StatusCodes.NOT_MODIFIED)
            : HttpResponse.create().withEntity(type, bytes);
    return response
        .addHeader(RawHeader.create("ETag", tag))
        .addHeader(RawHeader.create("Cache-Control", "no-cache"))
        .addHeader(RawHeader.create("X-Content-Type-Options", "nosniff"))
        .addHeaders(headers);
  }

  private static byte[] read(String resource) {
    try (InputStream in = StaticFile.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new FileNotFoundException(resource);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long checksum(byte[] bytes) {
    CRC32 sum = new CRC32();
    sum.update(bytes);
    return sum.getValue();
  }
}
