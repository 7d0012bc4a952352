package earshot.tts;

import module java.base;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.remote.ProviderSettings;
import java.net.http.HttpRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The server of Fish Speech, which takes JSON beside MessagePack, with the recordings of the voice that it imitates in base64.
record FishSpeech(ProviderSettings provider) implements HttpSpeech {
    private static final Logger LOG = LoggerFactory.getLogger(FishSpeech.class);
    private static final int RATE = 44_100;
    /// A minute of WAV: more imitates no better, and goes with each sentence.
    private static final long MAX_RECORDING_BYTES = 10 << 20;

    @Override
    public HttpRequest request(String sentence) {
        SectionContent content = new SectionContent(provider).put("text", sentence).put("format", format())
            .text("reference_id").flag("normalize", true).whole("max_new_tokens", 1024).whole("chunk_length", 200).number("top_p", 0.7)
            .number("repetition_penalty", 1.2).number("temperature", 0.7).flag("streaming", false).text("use_memory_cache", "on").whole("seed");
        addReferences(content.content());
        return post(head(address()), content.content());
    }

    @Override
    public SampleFormat samples() {
        return SampleFormat.named(format(), (int) provider.number("rate", RATE));
    }

    private String format() {
        return provider.text("response_format").orElse("pcm");
    }

    /// Each recording with what is said in it. One that is not there, as that of the server's own template, is left out.
    private void addReferences(ObjectNode body) {
        List<String> recordings = list("ref_audio", "reference_audio");
        List<String> texts = list("ref_text", "reference_text");
        for (int i = 0; i < Math.min(recordings.size(), texts.size()); i++) {
            String text = texts.get(i);
            recording(recordings.get(i)).ifPresent(sound -> {
                ArrayNode references = body.withArray("references");
                references.addObject().put("audio", sound).put("text", text);
            });
        }
    }

    private List<String> list(String... keys) {
        return Stream.of(keys).map(key -> new SectionContent(provider).list(key).content().path(key)).filter(list -> !list.isEmpty()).findFirst()
            .map(list -> list.valueStream().map(one -> one.asText().strip()).toList()).orElse(List.of());
    }

    private Optional<String> recording(String path) {
        try {
            Path file = Path.of(path);
            if (Files.isRegularFile(file) && Files.size(file) <= MAX_RECORDING_BYTES) {
                return Optional.of(Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
            }
            LOG.info("{}: the recording {} is not there, or larger than {} MB: its voice is not imitated", provider.alias(), path, MAX_RECORDING_BYTES >> 20);
        } catch (IOException | InvalidPathException e) {
            LOG.info("{}: the recording {} cannot be read: its voice is not imitated: {}", provider.alias(), path, e.toString());
        }
        return Optional.empty();
    }
}
