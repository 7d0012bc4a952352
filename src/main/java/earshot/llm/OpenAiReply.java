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
final class OpenAiReply implements Reply {
    private static final int MOST_TRIES = 3;
    private static final Duration BACK_OFF = Duration.ofMillis(300);

    /// A longer `Retry-After` counts as a failure at once, because a person is waiting.
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private static final Duration DRAIN = Duration.ofSeconds(1);
    private static final int LONGEST_ERROR = 16 << 10;

    private final HttpClient client;
    private final HttpRequest question;
    private final Limits limits;
    private final Faults faults;
    private final Time time;
    private final CompletableFuture<Boolean> closed = new CompletableFuture<>();
    private volatile CompletableFuture<HttpResponse<InputStream>> asked;
    private Silence silence;
    private ChatStream stream;
    private InputStream body;
    private int tries = 1;
    private boolean spoke;
    private volatile boolean over;

    OpenAiReply(HttpClient client, HttpRequest question, Provider provider, Time time) {
        this.client = client;
        this.question = question;
        this.time = time;
        limits = provider.limits();
        faults = new Faults(provider);
        ask();
    }

    @Override
    public Optional<Piece> next() {
        while (!over) {
            try {
                return read();
            } catch (Fault fault) {
                release();
                if (closed.isDone() || Thread.currentThread().isInterrupted()) {
                    over = true;
                    throw new CancellationException("closed");
                }
                Duration pause = fault.pause().orElse(BACK_OFF.multipliedBy(1L << tries - 1));
                if (spoke || !fault.passing() || tries == MOST_TRIES || pause.compareTo(LONGEST_PAUSE) > 0) {
                    over = true;
                    throw new ProblemException(fault.problem());
                }
                if (time.await(closed, pause).isPresent()) {
                    throw new CancellationException("closed");
                }
                tries++;
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
            end(asked);
        }
    }

    private Optional<Piece> read() throws Fault {
        try {
            if (stream == null) {
                open();
            }
            silence.listen();
            Optional<Piece> piece = stream.next();
            silence.rest();
            if (closed.isDone()) {
                throw new CancellationException("closed");
            }
            if (piece.isEmpty()) {
                over = true;
                silence.close();
                drain();
            }
            spoke = true;
            return piece;
        } catch (IOException e) {
            throw silence != null && silence.passed() ? faults.silent(silence.limit()) : faults.of(e);
        }
    }

    private void ask() {
        asked = client.sendAsync(question, HttpResponse.BodyHandlers.ofInputStream());
        if (closed.isDone()) {
            end(asked);
        }
    }

    private void open() throws Fault, IOException {
        long begin = time.nanos();
        HttpResponse<InputStream> response;
        try {
            response = time.await(asked, limits.first()).orElseThrow(() -> faults.silent(limits.first()));
        } catch (CompletionException | CancellationException e) {
            throw faults.of(Failures.cause(e));
        }
        body = response.body();
        InputStream watched = body;
        Duration left = limits.first().minusNanos(time.nanos() - begin);
        silence = new Silence(time, left.isPositive() ? left : Duration.ofMillis(1), () -> Closeables.closeQuietly(watched));
        if (response.statusCode() != 200) {
            silence.listen();
            String text = new String(body.readNBytes(LONGEST_ERROR), StandardCharsets.UTF_8);
            throw faults.status(response.statusCode(), text, response.headers(), time);
        }
        boolean framed = response.headers().firstValue("content-length").isPresent() || response.headers().firstValue("transfer-encoding").isPresent();
        stream = new ChatStream(body, framed, faults, this::signOfLife);
    }

    private void signOfLife() {
        if (silence.limit().equals(limits.idle())) {
            silence.broken();
        } else {
            silence.limit(limits.idle());
        }
    }

    /// Reads the rest of the body after the end of the answer, so that the connection can be reused: a new one costs a handshake.
    private void drain() {
        InputStream rest = body;
        Time.Timer limit = time.after(DRAIN, () -> Closeables.closeQuietly(rest));
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
        if (silence != null) {
            silence.close();
            silence = null;
        }
        stream = null;
        end(asked);
    }

    /// Cancels a request without a response yet, and closes a response that still arrives.
    private static void end(CompletableFuture<HttpResponse<InputStream>> asked) {
        asked.thenAccept(response -> Closeables.closeQuietly(response.body()));
        asked.cancel(true);
    }
}
