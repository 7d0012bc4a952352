package earshot.server;

import module java.base;

/// Addresses below `/earshot/once` that each carry one file, once: a picture that a device uploads, or a file that it fetches. Nobody finds one who was not
/// told its address. Safe for use from any thread.
public final class OneTimeTransfers implements HttpRoute {
    /// The largest picture that is taken, in bytes: a screen of 800 x 480 is a tenth of it.
    public static final int MAX_UPLOAD_BYTES = 1 << 20;
    private static final String PATH = "/earshot/once";
    private static final int NAME_BYTES = 16;
    /// Addresses that are open at a time; the oldest one closes for a new one.
    private static final int MAX_OPEN = 16;

    private final SecureRandom random = new SecureRandom();
    private final SequencedMap<String, Transfer> open = new LinkedHashMap<>();

    /// One address, until it is used or closed.
    public sealed interface Transfer {
        /// The path of the address, from the first slash on.
        String path();
    }

    /// @param picture completes with a JPEG or PNG file; empty when something else came, or the address was closed
    public record Upload(String path, CompletableFuture<Optional<byte[]>> picture) implements Transfer {}

    /// @param fetched completes with true when the file was asked for, with false when the address was closed
    public record Download(String path, byte[] file, CompletableFuture<Boolean> fetched) implements Transfer {}

    /// Opens an address that takes one picture.
    public Upload expectPicture() {
        Upload upload = new Upload(newPath(), new CompletableFuture<>());
        add(upload);
        return upload;
    }

    /// Opens an address that gives a file out once.
    public Download offer(byte[] file) {
        Download download = new Download(newPath(), file, new CompletableFuture<>());
        add(download);
        return download;
    }

    /// Closes an address; does nothing where it was used.
    public void close(Transfer transfer) {
        take(transfer.path()).ifPresent(OneTimeTransfers::unused);
    }

    @Override
    public String path() {
        return PATH;
    }

    @Override
    public int mostBytes(String target) {
        synchronized (open) {
            return open.get(target) instanceof Upload ? MAX_UPLOAD_BYTES : HttpRequest.MAX_BODY_BYTES;
        }
    }

    @Override
    public HttpReply answer(HttpRequest request) {
        boolean upload = request.method().equals(HttpMethod.POST) || request.method().equals(HttpMethod.PUT);
        Optional<Transfer> asked = find(request.path()).filter(transfer -> transfer instanceof Upload ? upload : request.method().equals(HttpMethod.GET));
        if (asked.isEmpty()) {
            return HttpReply.failed(404, "not found");
        }
        // of two requests at the same time one gets it
        return take(request.path()).map(transfer -> switch (transfer) {
            case Upload expected -> received(expected, UploadedPicture.in(request.headers().getOrDefault("content-type", ""), request.body()));
            case Download offered -> {
                offered.fetched().complete(true);
                yield new HttpReply(200, "application/octet-stream", Map.of(), offered.file());
            }
        }).orElseGet(() -> HttpReply.failed(404, "not found"));
    }

    private static HttpReply received(Upload expected, Optional<byte[]> picture) {
        expected.picture().complete(picture);
        return picture.isPresent() ? HttpReply.json(200, "{\"success\":true}") : HttpReply.failed(400, "a JPEG or PNG picture is expected");
    }

    private String newPath() {
        byte[] name = new byte[NAME_BYTES];
        random.nextBytes(name);
        return PATH + "/" + HexFormat.of().formatHex(name);
    }

    private void add(Transfer transfer) {
        Optional<Transfer> oldest = Optional.empty();
        synchronized (open) {
            open.put(transfer.path(), transfer);
            if (open.size() > MAX_OPEN) {
                oldest = Optional.of(open.pollFirstEntry().getValue());
            }
        }
        oldest.ifPresent(OneTimeTransfers::unused);
    }

    private Optional<Transfer> find(String path) {
        synchronized (open) {
            return Optional.ofNullable(open.get(path));
        }
    }

    private Optional<Transfer> take(String path) {
        synchronized (open) {
            return Optional.ofNullable(open.remove(path));
        }
    }

    private static void unused(Transfer transfer) {
        switch (transfer) {
            case Upload upload -> upload.picture().complete(Optional.empty());
            case Download download -> download.fetched().complete(false);
        }
    }
}
