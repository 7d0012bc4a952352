package earshot.asr;

import static earshot.data.JsonMappers.JSON;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.audio.StreamResampler;
import earshot.config.Settings;
import earshot.problem.Failures;
import earshot.problem.ProblemException;
import earshot.provider.Faults;
import earshot.provider.Web;
import earshot.time.Time;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/// Recognises one utterance over one WebSocket to a FunASR server.
///
/// Servers mark their last answer differently: the C++ runtime sends `is_final: true` with it; the Python server sends `true` with
/// every answer *until* the end of speech and `false` with the last; some close the connection. So after the end of speech the first
/// whole-sentence answer with `true` is the last, unless one with `true` came before the end; an answer with `false` is the last when
/// nothing follows it for [#SETTLE].
///
/// Speech that is sent all at once may hold several sentences, and all their answers come after the end. Then the last answer is the one
/// whose mark differs from those before it. A single answer is the last when nothing follows for as long as the server may need for
/// another sentence.
final class FunAsrHearing implements Hearing {
    private static final int RATE = 16_000;
    /// Pieces of audio that may wait to be sent: a minute of 60 ms frames.
    private static final int WAITING = 1_000;
    private static final Duration SETTLE = Duration.ofMillis(250);
    /// Shorter speech holds no pause at which a server would split it.
    private static final Duration ONE_SENTENCE = Duration.ofSeconds(2);
    private static final Duration RETRY = Duration.ofMillis(200);
    private static final int ATTEMPTS = 2;
    private static final int LARGEST = 1 << 20;

    /// What is sent to the server.
    private sealed interface Part {
        record Sound(short[] pcm) implements Part {}

        record End() implements Part {}
    }

    private final Web web;
    private final Time time;
    private final Faults faults;
    private final URI address;
    private final Duration limit;
    private final Consumer<String> soFar;
    private final boolean severalAtOnce;
    private final Duration settle;
    private final StreamResampler resampler;
    private final LinkedBlockingQueue<Part> waiting = new LinkedBlockingQueue<>(WAITING);
    private final CompletableFuture<Transcript> answer = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private String online = "";
    private boolean trueBeforeEnd;
    private Optional<Boolean> markBefore = Optional.empty();
    private boolean ended;
    private Time.Timer limiting = Time.Timer.NONE;
    private Time.Timer settling = Time.Timer.NONE;
    private volatile Optional<WebSocket> socket = Optional.empty();

    /// @param atOnce duration of the speech when it is sent all at once; zero when it is sent while it is spoken
    FunAsrHearing(Web web, Faults faults, URI address, int rate, Duration limit, Duration atOnce, Consumer<String> soFar) {
        this.web = web;
        this.time = web.time();
        this.faults = faults;
        this.address = address;
        this.limit = limit;
        this.soFar = soFar;
        severalAtOnce = atOnce.compareTo(ONE_SENTENCE) > 0;
        // a slow server needs a tenth of the duration of the speech
        settle = severalAtOnce ? SETTLE.plus(atOnce.dividedBy(10)) : SETTLE;
        resampler = new StreamResampler(rate, RATE);
    }

    CompletableFuture<Transcript> answer() {
        return answer;
    }

    void start(List<String> expected) {
        answer.whenComplete((_, _) -> letGo());
        Thread.ofVirtual().name("funasr-" + faults.provider().alias()).start(() -> {
            try {
                send(expected);
            } catch (Throwable e) {
                fail(Failures.cause(e), true);
            }
        });
    }

    @Override
    public synchronized void accept(short[] pcm) {
        if (!ended && !waiting.offer(new Part.Sound(pcm.clone()))) {
            answer.completeExceptionally(faults.silent(limit));
        }
    }

    @Override
    public CompletableFuture<Transcript> finish() {
        synchronized (this) {
            if (ended || answer.isDone()) {
                return answer;
            }
            ended = true;
            limiting = time.after(limit, () -> answer.completeExceptionally(faults.silent(limit)));
        }
        if (!waiting.offer(new Part.End())) {
            answer.completeExceptionally(faults.silent(limit));
        }
        return answer;
    }

    @Override
    public void close() {
        answer.cancel(false);
    }

    private void send(List<String> expected) throws InterruptedException {
        WebSocket open = connected();
        socket = Optional.of(open);
        if (answer.isDone()) {
            open.abort();
            return;
        }
        open.sendText(begin(expected), true).join();
        while (!answer.isDone()) {
            switch (waiting.take()) {
                case Part.Sound(short[] pcm) -> sound(open, resampler.process(pcm));
                case Part.End _ -> {
                    sound(open, resampler.end());
                    open.sendText("{\"is_speaking\":false}", true).join();
                    return;
                }
            }
        }
    }

    private static void sound(WebSocket open, short[] pcm) {
        if (pcm.length > 0) {
            ByteBuffer bytes = ByteBuffer.allocate(2 * pcm.length).order(java.nio.ByteOrder.LITTLE_ENDIAN);
            bytes.asShortBuffer().put(pcm);
            open.sendBinary(bytes, true).join();
        }
    }

    /// Retrying is safe, because nothing has been sent yet.
    private WebSocket connected() {
        for (int attempt = 1; ; attempt++) {
            WebSocket.Builder builder = web.client().newWebSocketBuilder();
            faults.provider().text("api_key").ifPresent(key -> builder.header("Authorization", "Bearer " + key));
            CompletableFuture<WebSocket> opening = builder.buildAsync(address, new Listener());
            try {
                return time.await(opening, limit).orElseThrow(() -> faults.silent(limit));
            } catch (CompletionException e) {
                boolean again = attempt < ATTEMPTS && e.getCause() instanceof ConnectException && !(e.getCause().getCause() instanceof java.nio.channels.UnresolvedAddressException);
                if (!again) {
                    throw e.getCause() instanceof WebSocketHandshakeException refused ? faults.status(refused.getResponse().statusCode(), "") : faults.of(e.getCause(), true);
                }
                time.await(answer.handle((_, _) -> true), RETRY);
                if (answer.isDone()) {
                    throw new CancellationException("nobody waits for it any more");
                }
            } finally {
                opening.thenAccept(late -> {
                    if (answer.isDone()) {
                        late.abort();
                    }
                });
            }
        }
    }

    private String begin(List<String> expected) {
        Settings.Provider provider = faults.provider();
        ObjectNode begin = JSON.createObjectNode().put("mode", provider.text("mode").orElse("offline"));
        begin.putArray("chunk_size").add(5).add(10).add(5);
        begin.put("chunk_interval", 10).put("wav_name", "utterance").put("wav_format", "pcm").put("audio_fs", RATE).put("is_speaking", true);
        begin.put("hotwords", provider.text("hotwords").orElseGet(() -> hotwords(expected))).put("itn", provider.flag("itn", true));
        return begin.toString();
    }

    /// The hint of expected sentences: a JSON object from sentence to weight, sent as a string.
    private static String hotwords(List<String> expected) {
        ObjectNode words = JSON.createObjectNode();
        expected.forEach(sentence -> words.put(sentence, 20));
        return words.isEmpty() ? "" : words.toString();
    }

    /// Holds the lock, so that answers are handled in the order in which they arrive.
    private synchronized void heard(String message) {
        JsonNode tree;
        try {
            tree = JSON.readTree(message);
        } catch (JsonProcessingException e) {
            tree = JSON.missingNode();
        }
        if (!tree.isObject() || !tree.path("text").isTextual()) {
            answer.completeExceptionally(faults.malformed(message));
            return;
        }
        String piece = OpenAiRecognizer.plain(tree.path("text").asText());
        boolean flag = tree.path("is_final").asBoolean(false);
        String mode = tree.path("mode").asText("offline");
        if (mode.endsWith("online")) {
            // a partial result; the whole sentence follows, except in mode `online`
            online += piece;
            soFar.accept(whole());
            if (ended && (mode.equals("online") || severalAtOnce && !text.isEmpty())) {
                settle();
            }
            return;
        }
        text.append(between(piece)).append(piece);
        online = "";
        soFar.accept(whole());
        trueBeforeEnd |= !ended && flag;
        boolean last = severalAtOnce ? markBefore.isPresent() && markBefore.get() != flag : flag && !trueBeforeEnd;
        markBefore = Optional.of(flag);
        if (ended && last) {
            complete();
        } else if (ended) {
            settle();
        }
    }

    /// A space, in languages that put one between words; else nothing.
    private String between(String piece) {
        return text.isEmpty() || piece.isEmpty() || text.charAt(text.length() - 1) > 0x2e80 || piece.charAt(0) > 0x2e80 ? "" : " ";
    }

    private void settle() {
        settling.cancel();
        settling = time.after(settle, this::complete);
    }

    private synchronized void complete() {
        answer.complete(new Transcript(whole(), 1));
    }

    private String whole() {
        return (text + between(online) + online).strip();
    }

    private void fail(Throwable failure, boolean before) {
        if (failure instanceof CancellationException || failure instanceof InterruptedException) {
            answer.cancel(false);
        } else {
            answer.completeExceptionally(failure instanceof ProblemException known ? known : faults.of(failure, before && socket.isEmpty()));
        }
    }

    private void letGo() {
        synchronized (this) {
            limiting.cancel();
            settling.cancel();
            ended = true;
            waiting.clear();
        }
        waiting.offer(new Part.End());
        socket.ifPresent(WebSocket::abort);
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            if (message.length() + part.length() > LARGEST) {
                answer.completeExceptionally(faults.malformed("a message of over 1 MB"));
                return null;
            }
            message.append(part);
            if (last) {
                String whole = message.toString();
                message.setLength(0);
                heard(whole);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            synchronized (FunAsrHearing.this) {
                if (ended && !text.isEmpty()) {
                    complete();
                }
            }
            answer.completeExceptionally(faults.cut(faults.told("closed with " + code + " " + reason)));
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable failure) {
            fail(failure, false);
        }
    }
}
