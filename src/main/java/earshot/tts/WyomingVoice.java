package earshot.tts;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.audio.OpusCodec;
import earshot.problem.ProblemReason;
import earshot.remote.ProviderErrors;
import earshot.remote.ProviderSettings;
import earshot.remote.WyomingConnection;
import earshot.remote.WyomingEvent;
import earshot.time.Time;

/// A voice behind the Wyoming protocol, such as Piper: one TCP connection for each sentence, whose samples come while it is synthesized.
///
/// An instance belongs to one connection. Safe for use from any thread.
public final class WyomingVoice extends RemoteVoice {
    private static final int USUAL_PORT = 10_200;
    private static final double LIMIT_SECONDS = 10;
    /// Events in a row that are not sound.
    private static final int MAX_FOREIGN = 100;

    private final Time time;

    /// @param provider reads `host`, `port`, `voice` (or `model`), `speaker`, `language` and `timeout` (s)
    /// @param loudness the level of this voice, shared with other connections
    WyomingVoice(ProviderSettings provider, Time time, OpusCodec codec, LoudnessNormalizer.VoiceLevel loudness) {
        super(provider, SampleFormat.of(provider), codec, loudness);
        this.time = time;
    }

    @Override
    public String name() {
        return provider.alias() + provider.text("voice", "model").map(voice -> " (" + voice + ")").orElse(" (Wyoming)");
    }

    @Override
    SoundSource source(String sentence) {
        URI address = WyomingConnection.address(provider, USUAL_PORT);
        Duration limit = provider.timeout(LIMIT_SECONDS);
        return new Source(new WyomingConnection(time, new ProviderErrors(provider, address), limit), address, request(sentence));
    }

    private WyomingEvent request(String sentence) {
        ObjectNode data = JSON.createObjectNode().put("text", sentence);
        ObjectNode voice = JSON.createObjectNode();
        provider.text("voice", "model").ifPresentOrElse(name -> {
            voice.put("name", name);
            provider.text("speaker").ifPresent(speaker -> voice.put("speaker", speaker));
        }, () -> provider.text("language").ifPresent(language -> voice.put("language", language)));
        if (!voice.isEmpty()) {
            data.set("voice", voice);
        }
        return new WyomingEvent("synthesize", data, new byte[0]);
    }

    private record Source(WyomingConnection connection, URI address, WyomingEvent request) implements SoundSource {
        @Override
        public String open() {
            connection.connect(address);
            connection.send(request);
            WyomingEvent start = next(event -> event.type().equals("audio-start"));
            int width = start.data().path("width").asInt(2);
            if (width != 2) {
                throw errors().malformed(ProblemReason.AUDIO_SAMPLE_BITS, List.of(String.valueOf(8 * width)));
            }
            return "audio/pcm; rate=" + start.data().path("rate").asInt() + "; channels=" + start.data().path("channels").asInt(1);
        }

        @Override
        public Optional<byte[]> read() {
            return Optional.of(next(event -> event.type().equals("audio-stop") || event.payload().length > 0))
                .filter(event -> !event.type().equals("audio-stop")).map(WyomingEvent::payload);
        }

        /// The next event of a kind; others, which later versions may send, are skipped.
        private WyomingEvent next(Predicate<WyomingEvent> kind) {
            for (int skipped = 0; skipped < MAX_FOREIGN; skipped++) {
                WyomingEvent event = connection.read();
                if (event.type().equals("error")) {
                    throw errors().ofStatus(0, event.data().path("text").asText(event.data().toString()));
                }
                if (kind.test(event)) {
                    return event;
                }
            }
            throw errors().endless(ProblemReason.BOUND_EVENTS, MAX_FOREIGN);
        }

        @Override
        public ProviderErrors errors() {
            return connection.errors();
        }

        @Override
        public void close() {
            connection.close();
        }
    }
}
