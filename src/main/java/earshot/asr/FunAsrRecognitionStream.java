package earshot.asr;

import static earshot.data.JsonMappers.JSON;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.audio.StreamResampler;
import earshot.config.Settings;
import earshot.problem.Failures;
import earshot.problem.ProblemException;
import earshot.remote.ProviderErrors;
import earshot.remote.SharedHttpClient;
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
final class FunAsrRecognitionStream implements RecognitionStream {
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
    private sealed interface OutgoingPart {
        record Sound(short[] pcm) implements OutgoingPart {}

        record End() implements OutgoingPart {}
    }

    private final SharedHttpClient sharedHttpClient;
    private final Time time;
    private final ProviderErrors providerErrors;
    private final URI address;
    private final Duration limit;
    private final Consumer<String> onPartial;
    private final boolean maySendSeveralSentences;
    private final Duration settle;
    private final StreamResampler resampler;
    private final LinkedBlockingQueue<OutgoingPart> outgoing = new LinkedBlockingQueue<>(WAITING);
    private final CompletableFuture<RecognitionResult> answer = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private String provisionalText = "";
    private boolean finalFlagBeforeEnd;
    private Optional<Boolean> previousFinalFlag = Optional.empty();
    private boolean ended;
    private Time.Timer limitTimer = Time.Timer.NONE;
    private Time.Timer settleTimer = Time.Timer.NONE;
    private volatile Optional<WebSocket> socket = Optional.empty();

    /// @param atOnce duration of the speech when it is sent all at once; zero when it is sent while it is spoken
    FunAsrRecognitionStream(SharedHttpClient sharedHttpClient, ProviderErrors providerErrors, URI address, int rate, Duration limit, Duration atOnce, Consumer<String> onPartial) {
        this.sharedHttpClient = sharedHttpClient;
        this.time = sharedHttpClient.time();
        this.providerErrors = providerErrors;
        this.address = address;
        this.limit = limit;
        this.onPartial = onPartial;
        maySendSeveralSentences = atOnce.compareTo(ONE_SENTENCE) > 0;
        // a slow server needs a tenth of the duration of the speech
        settle = maySendSeveralSentences ? SETTLE.plus(atOnce.dividedBy(10)) : SETTLE;
        resampler = new StreamResampler(rate, RATE);
    }

    CompletableFuture<RecognitionResult> answer() {
        return answer;
    }

    void start(List<String> expected) {
        answer.whenComplete((_, _) -> release());
        Thread.ofVirtual().name("funasr-" + providerErrors.provider().alias()).start(() -> {
            try {
                send(expected);
            } catch (Throwable e) {
                fail(Failures.cause(e));
            }
        });
    }

    @Override
    public synchronized void accept(short[] pcm) {
        if (!ended && !outgoing.offer(new OutgoingPart.Sound(pcm.clone()))) {
            answer.completeExceptionally(providerErrors.timedOut(limit));
        }
    }

    @Override
    public CompletableFuture<RecognitionResult> finish() {
        synchronized (this) {
            if (ended || answer.isDone()) {
                return answer;
            }
            ended = true;
            limitTimer = time.after(limit, () -> answer.completeExceptionally(providerErrors.timedOut(limit)));
        }
        if (!outgoing.offer(new OutgoingPart.End())) {
            answer.completeExceptionally(providerErrors.timedOut(limit));
        }
        return answer;
    }

    @Override
    public void close() {
        answer.cancel(false);
    }

    private void send(List<String> expected) throws InterruptedException {
        WebSocket open = connect();
        socket = Optional.of(open);
        if (answer.isDone()) {
            open.abort();
            return;
        }
        open.sendText(startMessage(expected), true).join();
        while (!answer.isDone()) {
            switch (outgoing.take()) {
                case OutgoingPart.Sound(short[] pcm) -> sendAudio(open, resampler.process(pcm));
                case OutgoingPart.End _ -> {
                    sendAudio(open, resampler.end());
                    open.sendText("{\"is_speaking\":false}", true).join();
                    return;
                }
            }
        }
    }

    private static void sendAudio(WebSocket open, short[] pcm) {
        if (pcm.length > 0) {
            ByteBuffer bytes = ByteBuffer.allocate(2 * pcm.length).order(java.nio.ByteOrder.LITTLE_ENDIAN);
            bytes.asShortBuffer().put(pcm);
            open.sendBinary(bytes, true).join();
        }
    }

    /// Retrying is safe, because nothing has been sent yet.
    private WebSocket connect() {
        for (int attempt = 1; ; attempt++) {
            WebSocket.Builder builder = sharedHttpClient.client().newWebSocketBuilder();
            providerErrors.provider().text("api_key").ifPresent(key -> builder.header("Authorization", "Bearer " + key));
            CompletableFuture<WebSocket> opening = builder.buildAsync(address, new Listener());
            try {
                return time.await(opening, limit).orElseThrow(() -> providerErrors.timedOut(limit));
            } catch (CompletionException e) {
                boolean again = attempt < ATTEMPTS && e.getCause() instanceof ConnectException && !(e.getCause().getCause() instanceof java.nio.channels.UnresolvedAddressException);
                if (!again) {
                    throw e.getCause() instanceof WebSocketHandshakeException refused ? providerErrors.ofStatus(refused.getResponse().statusCode(), "") : providerErrors.ofException(e.getCause());
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

    private String startMessage(List<String> expected) {
        Settings.Provider provider = providerErrors.provider();
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
    private synchronized void handleAnswer(String message) {
        JsonNode tree;
        try {
            tree = JSON.readTree(message);
        } catch (JsonProcessingException e) {
            tree = JSON.missingNode();
        }
        if (!tree.isObject() || !tree.path("text").isTextual()) {
            answer.completeExceptionally(providerErrors.malformed(message));
            return;
        }
        String piece = OpenAiRecognizer.withoutMarkers(tree.path("text").asText());
        boolean flag = tree.path("is_final").asBoolean(false);
        String mode = tree.path("mode").asText("offline");
        if (mode.endsWith("online")) {
            // a partial result; the whole sentence follows, except in mode `provisionalText`
            provisionalText += piece;
            onPartial.accept(fullText());
            if (ended && (mode.equals("online") || maySendSeveralSentences && !text.isEmpty())) {
                settle();
            }
            return;
        }
        text.append(separator(piece)).append(piece);
        provisionalText = "";
        onPartial.accept(fullText());
        finalFlagBeforeEnd |= !ended && flag;
        boolean last = maySendSeveralSentences ? previousFinalFlag.isPresent() && previousFinalFlag.get() != flag : flag && !finalFlagBeforeEnd;
        previousFinalFlag = Optional.of(flag);
        if (ended && last) {
            complete();
        } else if (ended) {
            settle();
        }
    }

    /// A space, in languages that put one between words; else nothing.
    private String separator(String piece) {
        return text.isEmpty() || piece.isEmpty() || text.charAt(text.length() - 1) > 0x2e80 || piece.charAt(0) > 0x2e80 ? "" : " ";
    }

    private void settle() {
        settleTimer.cancel();
        settleTimer = time.after(settle, this::complete);
    }

    private synchronized void complete() {
        answer.complete(new RecognitionResult(fullText(), 1));
    }

    private String fullText() {
        return (text + separator(provisionalText) + provisionalText).strip();
    }

    private void fail(Throwable failure) {
        if (failure instanceof CancellationException || failure instanceof InterruptedException) {
            answer.cancel(false);
        } else {
            answer.completeExceptionally(failure instanceof ProblemException known ? known : providerErrors.ofException(failure));
        }
    }

    private void release() {
        synchronized (this) {
            limitTimer.cancel();
            settleTimer.cancel();
            ended = true;
            outgoing.clear();
        }
        outgoing.offer(new OutgoingPart.End());
        socket.ifPresent(WebSocket::abort);
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            if (message.length() + part.length() > LARGEST) {
                answer.completeExceptionally(providerErrors.malformed("a message of over 1 MB"));
                return null;
            }
            message.append(part);
            if (last) {
                String whole = message.toString();
                message.setLength(0);
                handleAnswer(whole);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            synchronized (FunAsrRecognitionStream.this) {
                if (ended && !text.isEmpty()) {
                    complete();
                }
            }
            answer.completeExceptionally(providerErrors.connectionCut(providerErrors.shownText("closed with " + code + " " + reason)));
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable failure) {
            fail(failure);
        }
    }
}
