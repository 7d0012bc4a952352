package earshot.remote;

import module java.base;

import earshot.data.ControlCharacters;
import earshot.data.Digest;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.store.PrivateFiles;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// Fetches one large file over HTTP. What has come stays beside the file under the same name with `.part` until the file is whole, so that a download that
/// was cancelled or broke off continues from there, also after a restart. Only a whole file with the right checksum gets its name. Used once.
public final class FileDownload implements AutoCloseable {
    /// What else the disk is needed for.
    public static final long SPARE_BYTES = 64L << 20;
    private static final Duration SILENCE = Duration.ofSeconds(30);
    private static final int CHUNK = 1 << 16;
    private static final int MAX_REDIRECTS = 5;
    /// How often it continues by itself after the connection broke.
    private static final int MAX_BREAKS = 5;
    private static final Pattern RANGE = Pattern.compile("bytes (?:(\\d{1,18})-\\d{1,18}|\\*)/(\\d{1,18})");
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final int MAX_PORT = 65_535;
    private static final Set<String> WEB = Set.of("http", "https");

    /// @param bytes of the whole file as far as is known before it is asked for
    /// @param sha256 in hexadecimal
    public record Request(URI address, Path file, OptionalLong bytes, Optional<String> sha256) {
        /// What has come of the file so far.
        public static Path part(Path file) {
            return file.resolveSibling(file.getFileName() + ".part");
        }
    }

    /// Told of each chunk, on the thread that fetches.
    public interface ProgressListener {
        /// @param total 0 where the server does not say
        void progressed(long done, long total);
    }

    private final SharedHttpClient http;
    private final Request request;
    private final ToLongFunction<Path> freeSpace;
    private final ProgressListener listener;
    private final Path part;
    private volatile boolean cancelled;
    private volatile Optional<HttpCall> running = Optional.empty();

    public FileDownload(SharedHttpClient http, Request request, ProgressListener listener) {
        this(http, request, FileDownload::usableSpace, listener);
    }

    /// @param freeSpace bytes that are free where a directory lies
    FileDownload(SharedHttpClient http, Request request, ToLongFunction<Path> freeSpace, ProgressListener listener) {
        this.http = http;
        this.request = request;
        this.freeSpace = freeSpace;
        this.listener = listener;
        part = Request.part(request.file);
    }

    private static long usableSpace(Path directory) {
        try {
            return Files.getFileStore(directory).getUsableSpace();
        } catch (IOException _) {
            return Long.MAX_VALUE;
        }
    }

    /// Fetches the file, or what is missing of it. Waits; call it on a platform thread, since it computes the checksum.
    ///
    /// @throws ProblemException with DOWNLOAD_FAILED, DOWNLOAD_REFUSED, DOWNLOAD_MISDIRECTED, DOWNLOAD_DAMAGED or DOWNLOAD_SPACE
    /// @throws CancellationException after [#close]
    public void run() {
        try {
            PrivateFiles.createDirectories(request.file.getParent());
            request.bytes.ifPresent(bytes -> requireSpace(bytes - size()));
            for (int breaks = 0; !fetch(breaks == MAX_BREAKS); breaks++) {
                checkOpen();
            }
            verify();
            Files.move(part, request.file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            checkOpen();
            throw failed(e);
        }
    }

    /// Returns whether the file is complete; false when the connection broke after some of it had come.
    ///
    /// @param last whether a broken connection is a failure
    private boolean fetch(boolean last) throws IOException {
        long before = size();
        try (HttpCall call = new HttpCall(http, get(request.address, before), SILENCE)) {
            return receive(call, request.address, 0);
        } catch (IOException e) {
            checkOpen();
            if (last || size() <= before) {
                throw e;
            }
            return false;
        }
    }

    private static HttpRequest get(URI address, long from) {
        HttpRequest.Builder get = SharedHttpClient.request(address);
        return (from > 0 ? get.header("Range", "bytes=" + from + "-") : get).build();
    }

    private boolean receive(HttpCall call, URI address, int redirects) throws IOException {
        running = Optional.of(call);
        checkOpen();
        HttpResponse<InputStream> response = call.await(call::response);
        int status = response.statusCode();
        Optional<URI> elsewhere = response.headers().firstValue("location").filter(_ -> REDIRECTS.contains(status) && redirects < MAX_REDIRECTS)
            .map(location -> redirected(address, location));
        if (elsewhere.filter(next -> next.getScheme().equals("https") || address.getScheme().equals("http")).isPresent()) {
            try (HttpCall next = new HttpCall(http, get(elsewhere.get(), size()), SILENCE)) {
                return receive(next, elsewhere.get(), redirects + 1);
            }
        }
        Matcher range = RANGE.matcher(response.headers().firstValue("content-range").orElse(""));
        boolean ranged = range.matches();
        if (status == 416 && ranged && Long.parseLong(range.group(2)) == size()) {
            return true;
        }
        if (status == 416 && size() > 0) {
            // it is another file than before
            Files.deleteIfExists(part);
            return false;
        }
        boolean goesOn = status == 206 && ranged && String.valueOf(size()).equals(range.group(1));
        if (status != 200 && !goesOn) {
            throw new ProblemException(Problem.of(ProblemCode.DOWNLOAD_REFUSED, address.getHost(), withoutQuery(address), status));
        }
        long length = response.headers().firstValueAsLong("content-length").orElse(0);
        store(call, response.body(), goesOn ? size() : 0, goesOn ? Long.parseLong(range.group(2)) : length);
        return true;
    }

    /// @throws ProblemException with DOWNLOAD_MISDIRECTED when it is not an address of a web server
    private static URI redirected(URI from, String location) {
        try {
            URI next = from.resolve(location.strip());
            if (next.getHost() != null && WEB.contains(next.getScheme()) && next.getPort() <= MAX_PORT) {
                return next;
            }
        } catch (IllegalArgumentException _) {
            // as one to another kind of server
        }
        throw new ProblemException(Problem.of(ProblemCode.DOWNLOAD_MISDIRECTED, from.getHost(), withoutQuery(from), ControlCharacters.escape(location)));
    }

    private void store(HttpCall call, InputStream body, long from, long total) throws IOException {
        requireSpace(total - size());
        byte[] chunk = new byte[CHUNK];
        long done = from;
        try (FileChannel file = PrivateFiles.open(part)) {
            file.truncate(from).position(from);
            listener.progressed(done, total);
            for (int read = read(call, body, chunk); read >= 0; read = read(call, body, chunk)) {
                if (total == 0) {
                    // what has no stated length may have no end
                    requireSpace(read);
                }
                file.write(ByteBuffer.wrap(chunk, 0, read));
                done += read;
                listener.progressed(done, total);
            }
            file.force(true);
        }
        if (done < total) {
            throw new EOFException("the connection ended after " + done + " of " + total + " bytes");
        }
    }

    private static int read(HttpCall call, InputStream body, byte[] chunk) throws IOException {
        return call.await(() -> body.read(chunk));
    }

    private void verify() throws IOException {
        if (request.sha256.isEmpty()) {
            return;
        }
        String found = sha256();
        if (!found.equalsIgnoreCase(request.sha256.get())) {
            Files.delete(part);
            throw new ProblemException(Problem.of(ProblemCode.DOWNLOAD_DAMAGED, request.file.getFileName(), request.sha256.get(), found));
        }
    }

    private String sha256() throws IOException {
        try (InputStream in = Files.newInputStream(part)) {
            MessageDigest digest = Digest.sha256();
            byte[] chunk = new byte[CHUNK];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                checkOpen();
                digest.update(chunk, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        }
    }

    private void requireSpace(long more) {
        long free = freeSpace.applyAsLong(request.file.getParent());
        if (more > 0 && free - SPARE_BYTES < more) {
            throw new ProblemException(
                Problem.of(ProblemCode.DOWNLOAD_SPACE, request.file.getFileName(), megabytes(more + SPARE_BYTES), megabytes(free), request.file.getParent()));
        }
    }

    private static long megabytes(long bytes) {
        return bytes / 1_000_000;
    }

    private long size() {
        try {
            return Files.exists(part) ? Files.size(part) : 0;
        } catch (IOException _) {
            return 0;
        }
    }

    private ProblemException failed(IOException failure) {
        Throwable cause = failure;
        while (cause.getMessage() == null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return new ProblemException(Problem.of(ProblemCode.DOWNLOAD_FAILED, request.file.getFileName(), withoutQuery(request.address),
            cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage(), megabytes(size())), failure);
    }

    private static String withoutQuery(URI address) {
        return address.toString().replaceFirst("\\?.*", "");
    }

    private void checkOpen() {
        if (cancelled) {
            throw new CancellationException("the download was cancelled");
        }
    }

    /// Cancels it from any thread. What has come stays.
    @Override
    public void close() {
        cancelled = true;
        running.ifPresent(HttpCall::close);
    }
}
