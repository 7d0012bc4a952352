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

    private interface Read {
        int from(InputStream plain) throws IOException;
    }

    private enum Use { IDLE, READING, CLOSED }

    private final InputStream compressed;
    private final Opening opening;
    private final AtomicReference<Use> use = new AtomicReference<>(Use.IDLE);
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

    @Override
    public int read() throws IOException {
        return reading(InputStream::read);
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        return reading(decompressed -> decompressed.read(buffer, from, length));
    }

    /// Ends a read that waits. What decompresses is given back by the reader if it reads just then, since it must not be taken from under it.
    @Override
    public void close() throws IOException {
        compressed.close();
        if (use.getAndSet(Use.CLOSED) == Use.IDLE) {
            release();
        }
    }

    private int reading(Read read) throws IOException {
        if (!use.compareAndSet(Use.IDLE, Use.READING)) {
            throw new IOException("closed");
        }
        try {
            if (plain.isEmpty()) {
                plain = Optional.of(opening.open(compressed));
            }
            return read.from(plain.get());
        } finally {
            if (!use.compareAndSet(Use.READING, Use.IDLE)) {
                release();
            }
        }
    }

    /// Gives back the memory outside the heap that decompressing takes.
    private void release() throws IOException {
        if (plain.isPresent()) {
            plain.get().close();
        }
    }
}
