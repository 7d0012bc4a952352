package earshot.llm;

import earshot.data.Closeables;
import earshot.problem.Failures;
import earshot.problem.ProblemException;
import earshot.time.Time;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// A streamed answer. Until the first piece has arrived, transient failures are retried; afterwards words may have been spoken, and a retry
/// would repeat them.
final class OpenAiReply implements ModelReply {
    private static final int MAX_ATTEMPTS = 3;
    private static final Duration BACK_OFF = Duration.ofMillis(300);

    /// A longer `Retry-After` counts as a failure at once, because a person is waiting.
    private static final Duration MAX_RETRY_AFTER = Duration.ofSeconds(5);

    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(1);
    private static final int MAX_ERROR_BYTES = 16 << 10;

    private final HttpClient client;
    private final HttpRequest request;
    private final ModelTimeouts timeouts;
    private final ModelErrors modelErrors;
    private final Time time;
    private final CompletableFuture<Boolean> closed = new CompletableFuture<>();
    private volatile CompletableFuture<HttpResponse<InputStream>> pendingResponse;
    private IdleWatchdog idleWatchdog;
    private ChatStreamParser stream;
    private InputStream body;
    private int attempt = 1;
    private boolean anyDelivered;
    private volatile boolean over;

    OpenAiReply(HttpClient client, HttpRequest request, ModelConfig modelConfig, Time time) {
        this.client = client;
        this.request = request;
        this.time = time;
        timeouts = modelConfig.timeouts();
        modelErrors = new ModelErrors(modelConfig);
        ask();
    }

    @Override
    public Optional<ReplyDelta> next() {
        while (!over) {
            try {
                return read();
            } catch (ModelCallFailure modelCallFailure) {
                release();
                if (closed.isDone() || Thread.currentThread().isInterrupted()) {
                    over = true;
                    throw new CancellationException("closed");
                }
                Duration pause = modelCallFailure.retryAfter().orElse(BACK_OFF.multipliedBy(1L << attempt - 1));
                if (anyDelivered || !modelCallFailure.retryable() || attempt == MAX_ATTEMPTS || pause.compareTo(MAX_RETRY_AFTER) > 0) {
                    over = true;
                    throw new ProblemException(modelCallFailure.problem());
                }
                if (time.await(closed, pause).isPresent()) {
                    throw new CancellationException("closed");
                }
                attempt++;
                ask();
            }
        }
        if (closed.isDone()) {
            throw new CancellationException("closed");
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        closed.complete(true);
        if (!over) {
            cancel(pendingResponse);
        }
    }

    private Optional<ReplyDelta> read() throws ModelCallFailure {
        try {
            if (stream == null) {
                open();
            }
            idleWatchdog.startWaiting();
            Optional<ReplyDelta> replyDelta = stream.next();
            idleWatchdog.stopWaiting();
            if (closed.isDone()) {
                throw new CancellationException("closed");
            }
            if (replyDelta.isEmpty()) {
                over = true;
                idleWatchdog.close();
                drain();
            }
            anyDelivered = true;
            return replyDelta;
        } catch (IOException e) {
            throw idleWatchdog != null && idleWatchdog.expired() ? modelErrors.timedOut(idleWatchdog.limit()) : modelErrors.ofException(e);
        }
    }

    private void ask() {
        pendingResponse = client.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream());
        if (closed.isDone()) {
            cancel(pendingResponse);
        }
    }

    private void open() throws ModelCallFailure, IOException {
        long begin = time.nanos();
        HttpResponse<InputStream> response;
        try {
            response = time.await(pendingResponse, timeouts.firstEvent()).orElseThrow(() -> modelErrors.timedOut(timeouts.firstEvent()));
        } catch (CompletionException | CancellationException e) {
            throw modelErrors.ofException(Failures.cause(e));
        }
        body = response.body();
        InputStream watched = body;
        Duration left = timeouts.firstEvent().minusNanos(time.nanos() - begin);
        idleWatchdog = new IdleWatchdog(time, left.isPositive() ? left : Duration.ofMillis(1), () -> Closeables.closeQuietly(watched));
        if (response.statusCode() != 200) {
            idleWatchdog.startWaiting();
            String text = new String(body.readNBytes(MAX_ERROR_BYTES), StandardCharsets.UTF_8);
            throw modelErrors.ofStatus(response.statusCode(), text, response.headers(), time);
        }
        boolean framed = response.headers().firstValue("content-length").isPresent() || response.headers().firstValue("transfer-encoding").isPresent();
        stream = new ChatStreamParser(body, framed, modelErrors, this::onEvent);
    }

    private void onEvent() {
        if (idleWatchdog.limit().equals(timeouts.betweenEvents())) {
            idleWatchdog.activity();
        } else {
            idleWatchdog.limit(timeouts.betweenEvents());
        }
    }

    /// Reads the rest of the body after the end of the answer, so that the connection can be reused: a new one costs a handshake.
    private void drain() {
        InputStream rest = body;
        Time.Timer limit = time.after(DRAIN_LIMIT, () -> Closeables.closeQuietly(rest));
        Thread.ofVirtual().name("llm-drain").start(() -> {
            try (rest) {
                rest.skip(Long.MAX_VALUE);
            } catch (IOException e) {
                // the connection is only not reused
            } finally {
                limit.cancel();
            }
        });
    }

    private void release() {
        if (idleWatchdog != null) {
            idleWatchdog.close();
            idleWatchdog = null;
        }
        stream = null;
        cancel(pendingResponse);
    }

    /// Cancels a request without a response yet, and closes a response that still arrives.
    private static void cancel(CompletableFuture<HttpResponse<InputStream>> asked) {
        asked.thenAccept(response -> Closeables.closeQuietly(response.body()));
        asked.cancel(true);
    }
}
