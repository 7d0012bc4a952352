package earshot.remote;

import module java.base;

import earshot.data.LetterCase;
import java.net.http.HttpResponse;

/// The body of a response that was compressed unasked, as some gateways do. Decompressed as it arrives; its head is read with the first byte, so that
/// the response is there before its body. For one thread, but for [#close].
final class CompressedBody extends InputStream {
    private interface Opening {
        InputStream open(InputStream compressed) throws IOException;
    }

    private final InputStream compressed;
    private final Opening opening;
    private Optional<InputStream> plain = Optional.empty();

    private CompressedBody(InputStream compressed, Opening opening) {
        this.compressed = compressed;
        this.opening = opening;
    }

    /// Handles a body by what its response says of it.
    static HttpResponse.BodySubscriber<InputStream> handled(HttpResponse.ResponseInfo response) {
        HttpResponse.BodySubscriber<InputStream> body = HttpResponse.BodySubscribers.ofInputStream();
        return switch (LetterCase.lower(response.headers().firstValue("content-encoding").orElse("").strip())) {
            case "gzip", "x-gzip" -> HttpResponse.BodySubscribers.mapping(body, compressed -> new CompressedBody(compressed, GZIPInputStream::new));
            case "deflate" -> HttpResponse.BodySubscribers.mapping(body, compressed -> new CompressedBody(compressed, InflaterInputStream::new));
            default -> body;
        };
    }

    private InputStream plain() throws IOException {
        if (plain.isEmpty()) {
            plain = Optional.of(opening.open(compressed));
        }
        return plain.get();
    }

    @Override
    public int read() throws IOException {
        return plain().read();
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        return plain().read(buffer, from, length);
    }

    @Override
    public void close() throws IOException {
        compressed.close();
    }
}
