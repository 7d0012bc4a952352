package earshot.tts;

import earshot.remote.ProviderSettings;
import java.net.http.HttpRequest;

/// IndexTTS behind vLLM, which answers with bare samples.
record IndexTtsSpeech(ProviderSettings provider) implements HttpSpeech {
    @Override
    public HttpRequest request(String sentence) {
        return post(head(address()), new SectionContent(provider).put("text", sentence)
            .put("character", provider.text("private_voice", "voice").orElse("xiao_he")).content());
    }

    @Override
    public SampleFormat samples() {
        return SampleFormat.named("pcm", 24_000);
    }
}
