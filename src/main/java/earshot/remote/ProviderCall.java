package earshot.remote;

import earshot.data.Closeables;
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

/// One request to a provider and its response, read as it arrives. [#send] and [#read] block and belong to one virtual thread;
/// [#close] may be called from any thread and cancels the call.
public final class ProviderCall implements AutoCloseable {
    private static final int MAX_ATTEMPTS = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    /// A longer `Retry-After` counts as a failure, because a person is waiting at the device.
    private static final Duration MAX_RETRY_AFTER = Duration.ofSeconds(2);
    private static final int MAX_ERROR_BYTES = 64 << 10;

    private final SharedHttpClient sharedHttpClient;
    private final ProviderErrors providerErrors;
    private final Duration limit;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private volatile Optional<InputStream> body = Optional.empty();

    /// @param limit how long the provider may send nothing, before the response and within it
    public ProviderCall(SharedHttpClient sharedHttpClient, ProviderErrors providerErrors, Duration limit) {
        this.sharedHttpClient = sharedHttpClient;
        this.providerErrors = providerErrors;
        this.limit = limit;
    }

    public ProviderErrors faults() {
        return providerErrors;
    }

    /// Sends the request, up to three times where repeating is safe. Returns the headers of a successful response; [#read] gives its body.
    ///
    /// @throws ProblemException when the provider failed
    /// @throws CancellationException after [#close]
    public HttpHeaders send(HttpRequest request) {
        for (int attempt = 1; ; attempt++) {
            Optional<Duration> pause;
            ProblemException fault;
            try {
                HttpResponse<InputStream> response = awaitResponse(request);
                setBody(response.body());
                if (response.statusCode() / 100 == 2) {
                    return response.headers();
                }
                fault = providerErrors.ofStatus(response.statusCode(), new String(rest(MAX_ERROR_BYTES), StandardCharsets.UTF_8));
                pause = retryPause(response, attempt);
            } catch (NotConnected e) {
                fault = e.problem;
                pause = Optional.of(backOff(attempt));
            }
            if (attempt == MAX_ATTEMPTS || pause.isEmpty()) {
                throw fault;
            }
            rest(pause.get());
        }
    }

    /// The next bytes of the body, at most 8 KiB; empty at its end.
    ///
    /// @throws ProblemException when the connection broke, or nothing came within the limit
    /// @throws CancellationException after [#close]
    public Optional<byte[]> read() {
        InputStream in = body.orElseThrow();
        CompletableFuture<Void> late = new CompletableFuture<>();
        Time.Timer timer = sharedHttpClient.time().after(limit, () -> {
            late.complete(null);
            Closeables.closeQuietly(in);
        });
        try {
            byte[] bytes = new byte[8192];
            int length = in.read(bytes);
            checkOpen();
            if (late.isDone()) {
                throw providerErrors.timedOut(limit);
            }
            return length < 0 ? Optional.empty() : Optional.of(length == bytes.length ? bytes : java.util.Arrays.copyOf(bytes, length));
        } catch (IOException e) {
            checkOpen();
            throw late.isDone() ? providerErrors.timedOut(limit) : providerErrors.ofException(e);
        } finally {
            timer.cancel();
        }
    }

    /// The rest of the body.
    ///
    /// @param largest bytes; reading stops once there are this many
    public byte[] rest(int largest) {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        for (Optional<byte[]> more = read(); more.isPresent() && all.size() < largest; more = read()) {
            all.writeBytes(more.get());
        }
        return all.toByteArray();
    }

    /// Cancels the call; a blocked [#send] or [#read] throws [CancellationException].
    @Override
    public void close() {
        closed.complete(null);
        body.ifPresent(Closeables::closeQuietly);
    }

    private HttpResponse<InputStream> awaitResponse(HttpRequest request) throws NotConnected {
        checkOpen();
        CompletableFuture<HttpResponse<InputStream>> asked = sharedHttpClient.client().sendAsync(request, HttpResponse.BodyHandlers.ofInputStream());
        CompletableFuture<HttpResponse<InputStream>> either = asked.copy();
        closed.thenRun(() -> either.cancel(false));
        boolean answered = false;
        try {
            HttpResponse<InputStream> response = sharedHttpClient.time().await(either, limit).orElseThrow(() -> providerErrors.timedOut(limit));
            answered = true;
            return response;
        } catch (CompletionException e) {
            checkOpen();
            ProblemException problem = providerErrors.ofException(e.getCause());
            for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
                // an unknown host or a connect timeout will not be better in a moment
                if (cause instanceof ConnectException && !(cause instanceof HttpConnectTimeoutException) && !(cause.getCause() instanceof java.nio.channels.UnresolvedAddressException)) {
                    throw new NotConnected(problem);
                }
            }
            throw problem;
        } finally {
            if (!answered) {
                asked.cancel(true);
                // whoever comes too late brings a body that nobody reads
                asked.thenAccept(late -> Closeables.closeQuietly(late.body()));
            }
        }
    }

    private void setBody(InputStream in) {
        body.ifPresent(Closeables::closeQuietly);
        body = Optional.of(in);
        checkOpen();
    }

    private void rest(Duration pause) {
        sharedHttpClient.time().await(closed.copy(), pause);
        checkOpen();
    }

    private void checkOpen() {
        if (closed.isDone()) {
            body.ifPresent(Closeables::closeQuietly);
            throw new CancellationException("the call was broken off");
        }
    }

    /// The pause before the next attempt; empty where repeating is not safe or does not help.
    private static Optional<Duration> retryPause(HttpResponse<?> response, int attempt) {
        Optional<Duration> wanted = response.headers().firstValue("retry-after").filter(text -> text.matches("\\d{1,6}")).map(text -> Duration.ofSeconds(Long.parseLong(text)));
        return switch (response.statusCode()) {
            case 429, 500, 502, 503, 504 -> Optional.of(wanted.orElseGet(() -> backOff(attempt))).filter(pause -> pause.compareTo(MAX_RETRY_AFTER) <= 0);
            default -> Optional.empty();
        };
    }

    private static Duration backOff(int attempt) {
        return FIRST_PAUSE.multipliedBy(1L << (attempt - 1));
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
