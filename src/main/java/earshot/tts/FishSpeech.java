package earshot.tts;

import earshot.remote.ProviderSettings;
import java.net.http.HttpRequest;

/// The server of Fish Speech, which takes JSON beside MessagePack.
record FishSpeech(ProviderSettings provider) implements SpeechService {
    private static final int RATE = 44_100;

    @Override
    public HttpRequest request(String sentence) {
        return post(head(address()), new SectionContent(provider).put("text", sentence).put("format", format())
            .text("reference_id").flag("normalize", true).whole("max_new_tokens", 1024).whole("chunk_length", 200).number("top_p", 0.7)
            .number("repetition_penalty", 1.2).number("temperature", 0.7).flag("streaming", false).text("use_memory_cache", "on").whole("seed").content());
    }

    @Override
    public SampleFormat samples() {
        return SampleFormat.named(format(), (int) provider.number("rate", RATE));
    }

    private String format() {
        return provider.text("response_format").orElse("pcm");
    }
}
