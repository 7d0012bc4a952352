package earshot.asr;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.audio.PcmBytes;
import earshot.audio.StreamResampler;
import earshot.data.TextLimit;
import earshot.problem.FatalErrors;
import earshot.remote.ProviderErrors;
import earshot.remote.WyomingConnection;
import earshot.remote.WyomingEvent;
import earshot.time.Time;

/// Recognises one utterance over one connection of the Wyoming protocol. One thread sends the sound, another reads what comes: servers that stream
/// send parts of the text before the end of the speech.
final class WyomingRecognitionStream implements RecognitionStream {
    private static final int RATE = 16_000;
    /// Pieces of audio that may wait to be sent: a minute of 60 ms frames.
    private static final int WAITING = 1_000;
    private static final short[] END = {};

    private final WyomingConnection connection;
    private final Time time;
    private final Duration limit;
    private final Consumer<String> onPartial;
    private final StreamResampler resampler;
    private final LinkedBlockingQueue<short[]> outgoing = new LinkedBlockingQueue<>(WAITING);
    private final CompletableFuture<RecognitionResult> answer = new CompletableFuture<>();
    private Time.Timer limitTimer = Time.Timer.NONE;
    private boolean ended;

    /// @param limit how long the answer may take after the end of the speech
    WyomingRecognitionStream(WyomingConnection connection, Time time, Duration limit, int rate, Consumer<String> onPartial) {
        this.connection = connection;
        this.time = time;
        this.limit = limit;
        this.onPartial = onPartial;
        resampler = new StreamResampler(rate, RATE);
    }

    CompletableFuture<RecognitionResult> answer() {
        return answer;
    }

    void start(URI address) {
        answer.whenComplete((_, _) -> release());
        run(() -> {
            connection.connect(address);
            run(this::receive);
            return send();
        });
    }

    @Override
    public synchronized void accept(short[] pcm) {
        if (!ended && pcm.length > 0 && !outgoing.offer(pcm.clone())) {
            answer.completeExceptionally(errors().timedOut(limit));
        }
    }

    @Override
    public CompletableFuture<RecognitionResult> finish() {
        synchronized (this) {
            if (ended || answer.isDone()) {
                return answer;
            }
            ended = true;
            limitTimer = time.after(limit, () -> answer.completeExceptionally(errors().timedOut(limit)));
        }
        if (!outgoing.offer(END)) {
            answer.completeExceptionally(errors().timedOut(limit));
        }
        return answer;
    }

    @Override
    public void close() {
        answer.cancel(false);
    }

    private void run(Callable<Boolean> work) {
        Thread.ofVirtual().name("wyoming-" + errors().provider().alias()).start(() -> {
            try {
                work.call();
            } catch (CancellationException | InterruptedException e) {
                answer.cancel(false);
            } catch (Throwable e) {
                FatalErrors.report(e);
                answer.completeExceptionally(e);
            }
        });
    }

    private boolean send() throws InterruptedException {
        ObjectNode wanted = JSON.createObjectNode();
        errors().provider().text("model", "model_name").ifPresent(model -> wanted.put("name", model));
        errors().provider().text("language").filter(language -> !language.equals("auto")).ifPresent(language -> wanted.put("language", language));
        connection.send(new WyomingEvent("transcribe", wanted, new byte[0]));
        connection.send(WyomingEvent.audio("audio-start", RATE, new byte[0]));
        for (short[] pcm = outgoing.take(); pcm != END && !answer.isDone(); pcm = outgoing.take()) {
            sendAudio(resampler.process(pcm));
        }
        sendAudio(resampler.end());
        connection.send(WyomingEvent.of("audio-stop"));
        return true;
    }

    private void sendAudio(short[] pcm) {
        if (pcm.length > 0) {
            connection.send(WyomingEvent.audio("audio-chunk", RATE, PcmBytes.littleEndian(pcm)));
        }
    }

    private boolean receive() {
        String partial = "";
        while (!answer.isDone()) {
            WyomingEvent event = connection.readUnlimited();
            String text = TextLimit.cut(OpenAiRecognizer.withoutMarkers(event.data().path("text").asText("")), RecognitionResult.MAX_CHARS);
            switch (event.type()) {
                case "transcript" -> answer.complete(new RecognitionResult(text, 1));
                case "transcript-chunk" -> {
                    partial = TextLimit.cut(partial + event.data().path("text").asText(""), RecognitionResult.MAX_CHARS);
                    onPartial.accept(partial.strip());
                }
                case "error" -> throw errors().ofStatus(0, text.isEmpty() ? event.data().toString() : text);
                default -> { }
            }
        }
        return true;
    }

    private ProviderErrors errors() {
        return connection.errors();
    }

    private void release() {
        synchronized (this) {
            limitTimer.cancel();
            ended = true;
            outgoing.clear();
        }
        outgoing.offer(END);
        connection.close();
    }
}
