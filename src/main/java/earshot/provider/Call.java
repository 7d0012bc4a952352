package earshot.provider;

import earshot.problem.ProblemException;
import earshot.time.Time;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// One request to a provider and its answer, read as it comes. [#send] and [#read] wait and are for one virtual thread;
/// [#close] may be called by any and breaks off.
public final class Call implements AutoCloseable {
    private static final int ATTEMPTS = 3;
    private static final Duration PAUSE = Duration.ofMillis(200);
    /// A provider that wants to be left alone for longer has failed: somebody stands before the device and waits.
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final int LARGEST_ERROR = 64 << 10;

    private final Web web;
    private final Faults faults;
    private final Duration limit;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private volatile Optional<InputStream> body = Optional.empty();

    /// @param limit how long the provider may say nothing, before the answer and within it
    public Call(Web web, Faults faults, Duration limit) {
        this.web = web;
        this.faults = faults;
        this.limit = limit;
    }

    public Faults faults() {
        return faults;
    }

    /// Asks, and once more where that is safe. Returns with the head of a good answer.
    ///
    /// @throws ProblemException with what the provider did instead
    /// @throws CancellationException after [#close]
    public HttpHeaders send(HttpRequest request) {
        for (int attempt = 1; ; attempt++) {
            Optional<Duration> pause;
            ProblemException fault;
            try {
                HttpResponse<InputStream> response = head(request);
                take(response.body());
                if (response.statusCode() / 100 == 2) {
                    return response.headers();
                }
                fault = faults.status(response.statusCode(), new String(rest(LARGEST_ERROR), StandardCharsets.UTF_8));
                pause = pause(response, attempt);
            } catch (NotConnected e) {
                fault = e.problem;
                pause = Optional.of(backOff(attempt));
            }
            if (attempt == ATTEMPTS || pause.isEmpty()) {
                throw fault;
            }
            rest(pause.get());
        }
    }

    /// The next bytes of the answer; empty at its end.
    ///
    /// @throws ProblemException when it broke off, or nothing more came
    /// @throws CancellationException after [#close]
    public Optional<byte[]> read() {
        InputStream in = body.orElseThrow();
        CompletableFuture<Void> late = new CompletableFuture<>();
        Time.Timer timer = web.time().after(limit, () -> {
            late.complete(null);
            quietly(in);
        });
        try {
            byte[] bytes = new byte[8192];
            int length = in.read(bytes);
            checkOpen();
            if (late.isDone()) {
                throw faults.silent(limit);
            }
            return length < 0 ? Optional.empty() : Optional.of(length == bytes.length ? bytes : java.util.Arrays.copyOf(bytes, length));
        } catch (IOException e) {
            checkOpen();
            throw late.isDone() ? faults.silent(limit) : faults.of(e, false);
        } finally {
            timer.cancel();
        }
    }

    /// The rest of the answer.
    ///
    /// @param largest bytes; a longer answer is cut there
    public byte[] rest(int largest) {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        for (Optional<byte[]> more = read(); more.isPresent() && all.size() < largest; more = read()) {
            all.writeBytes(more.get());
        }
        return all.toByteArray();
    }

    @Override
    public void close() {
        closed.complete(null);
        body.ifPresent(Call::quietly);
    }

    private HttpResponse<InputStream> head(HttpRequest request) throws NotConnected {
        checkOpen();
        CompletableFuture<HttpResponse<InputStream>> asked = web.client().sendAsync(request, HttpResponse.BodyHandlers.ofInputStream());
        CompletableFuture<HttpResponse<InputStream>> either = asked.copy();
        closed.thenRun(() -> either.cancel(false));
        boolean answered = false;
        try {
            HttpResponse<InputStream> response = web.time().await(either, limit).orElseThrow(() -> faults.silent(limit));
            answered = true;
            return response;
        } catch (CompletionException e) {
            checkOpen();
            ProblemException problem = faults.of(e.getCause(), true);
            for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
                // a name that is not known, and an address that says nothing for seconds, will not be better in a moment
                if (cause instanceof ConnectException && !(cause instanceof HttpConnectTimeoutException) && !(cause.getCause() instanceof java.nio.channels.UnresolvedAddressException)) {
                    throw new NotConnected(problem);
                }
            }
            throw problem;
        } finally {
            if (!answered) {
                asked.cancel(true);
                // whoever comes too late brings a body that nobody reads
                asked.thenAccept(late -> quietly(late.body()));
            }
        }
    }

    private void take(InputStream in) {
        body.ifPresent(Call::quietly);
        body = Optional.of(in);
        checkOpen();
    }

    private void rest(Duration pause) {
        web.time().await(closed.copy(), pause);
        checkOpen();
    }

    private void checkOpen() {
        if (closed.isDone()) {
            body.ifPresent(Call::quietly);
            throw new CancellationException("the call was broken off");
        }
    }

    /// How long to wait before asking again; empty where that is not safe or does not help.
    private static Optional<Duration> pause(HttpResponse<?> response, int attempt) {
        Optional<Duration> wanted = response.headers().firstValue("retry-after").filter(text -> text.matches("\\d{1,6}")).map(text -> Duration.ofSeconds(Long.parseLong(text)));
        return switch (response.statusCode()) {
            case 429, 500, 502, 503, 504 -> Optional.of(wanted.orElseGet(() -> backOff(attempt))).filter(pause -> pause.compareTo(LONGEST_PAUSE) <= 0);
            default -> Optional.empty();
        };
    }

    private static Duration backOff(int attempt) {
        return PAUSE.multipliedBy(1L << (attempt - 1));
    }

    private static void quietly(InputStream in) {
        try {
            in.close();
        } catch (IOException e) {
            // it is over either way
        }
    }

    /// Nothing was sent, so that asking again costs nothing.
    private static final class NotConnected extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient ProblemException problem;

        NotConnected(ProblemException problem) {
            super(problem.getMessage(), null, false, false);
            this.problem = problem;
        }
    }
}
