package earshot.tts;

import earshot.remote.ProviderSettings;
import java.net.http.HttpRequest;

/// The speech of Coze in China.
record CozeSpeech(ProviderSettings provider) implements HttpSpeech {
    @Override
    public HttpRequest request(String sentence) {
        SectionContent content = new SectionContent(provider).text("model").put("input", sentence).text("response_format", "wav").whole("sample_rate");
        provider.text("private_voice", "voice").ifPresent(voice -> content.put("voice_id", voice));
        return post(head(address()), content.content());
    }
}
