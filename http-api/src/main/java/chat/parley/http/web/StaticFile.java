package chat.parley.http.web;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.AcceptEncoding;
import akka.http.javadsl.model.headers.HttpEncodingRange;
import akka.http.javadsl.model.headers.HttpEncodings;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** A small file, compressed once, which browsers keep as long as it does not change. */
final class StaticFile {

  /** Asked for each time, and answered 304 while it is the same. */
  static final String ASK = "no-cache";

  /** For an address that has the content's hash in it: never asked for again. */
  static final String FOR_EVER = "public, max-age=31536000, immutable";

  private final byte[] plain;
  private final byte[] compressed;
  private final ContentType type;
  private final String tag;
  private final List<HttpHeader> headers;

  StaticFile(byte[] bytes, ContentType type, HttpHeader... headers) {
    this.plain = bytes.clone();
    this.compressed = compress(plain);
    this.type = type;
    this.tag = Long.toHexString(checksum(plain));
    this.headers = List.of(headers);
  }

  Route route() {
    return Directives.get(
        () -> Directives.extractRequest(r -> Directives.complete(answer(r, ASK))));
  }

  HttpResponse answer(HttpRequest request, String keep) {
    boolean small = compressed.length < plain.length && takesGzip(request);
    String ownTag = "\"" + tag + (small ? "-gz\"" : "\"");
    String known = request.getHeader("If-None-Match").map(HttpHeader::value).orElse("");
    HttpResponse response = HttpResponse.create();
    if (known.contains(ownTag)) {
      response = response.withStatus(StatusCodes.NOT_MODIFIED);
    } else {
      response = response.withEntity(type, small ? compressed : plain);
      response =
          small ? response.addHeader(RawHeader.create("Content-Encoding", "gzip")) : response;
    }
    return response
        .addHeader(RawHeader.create("ETag", ownTag))
        .addHeader(RawHeader.create("Cache-Control", keep))
        .addHeader(RawHeader.create("Vary", "Accept-Encoding"))
        .addHeader(RawHeader.create("X-Content-Type-Options", "nosniff"))
        .addHeaders(headers);
  }

  private static boolean takesGzip(HttpRequest request) {
    AcceptEncoding accepted = request.getHeader(AcceptEncoding.class).orElse(null);
    if (accepted != null) {
      for (HttpEncodingRange range : accepted.getEncodings()) {
        if (range.matches(HttpEncodings.GZIP)) {
          return range.qValue() > 0;
        }
      }
    }
    return false;
  }

  private static byte[] compress(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
    try (GZIPOutputStream gzip = new BestGzip(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static long checksum(byte[] bytes) {
    CRC32 sum = new CRC32();
    sum.update(bytes);
    return sum.getValue();
  }

  /** Done once, so it may take its time. */
  private static final class BestGzip extends GZIPOutputStream {
    BestGzip(ByteArrayOutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
