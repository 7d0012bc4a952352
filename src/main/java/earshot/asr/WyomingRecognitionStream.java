package earshot.asr;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.data.TextLimit;
import earshot.problem.ProblemException;
import earshot.remote.ProviderErrors;
import earshot.remote.WyomingConnection;
import earshot.remote.WyomingEvent;
import earshot.time.Time;

/// Recognizes one utterance over one connection of the Wyoming protocol. One thread sends the sound, another reads what comes: servers that stream
/// send parts of the text before the end of the speech.
final class WyomingRecognitionStream extends SentAudioStream {
    private final WyomingConnection connection;
    private final URI address;
    private final Consumer<String> onPartial;

    /// @param limit how long the answer may take after the end of the speech
    WyomingRecognitionStream(WyomingConnection connection, URI address, Time time, Duration limit, int rate, Consumer<String> onPartial) {
        super("wyoming-" + connection.errors().provider().alias(), time, limit, rate);
        this.connection = connection;
        this.address = address;
        this.onPartial = onPartial;
    }

    @Override
    void open() {
        connection.connect(address);
        run(this::receive);
        ObjectNode wanted = JSON.createObjectNode();
        errors().provider().text("model", "model_name").ifPresent(model -> wanted.put("name", model));
        errors().provider().text("language").filter(language -> !language.equals("auto")).ifPresent(language -> wanted.put("language", language));
        connection.send(new WyomingEvent("transcribe", wanted, new byte[0]));
        connection.send(WyomingEvent.audio("audio-start", RATE, new byte[0]));
    }

    @Override
    void send(byte[] bytes) {
        connection.send(WyomingEvent.audio("audio-chunk", RATE, bytes));
    }

    @Override
    void sendEnd() {
        connection.send(WyomingEvent.of("audio-stop"));
    }

    @Override
    void release() {
        connection.close();
    }

    @Override
    ProblemException timedOut(Duration after) {
        return errors().timedOut(after);
    }

    private void receive() {
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
    }

    private ProviderErrors errors() {
        return connection.errors();
    }
}
