package earshot.tts;

import earshot.remote.AliyunAddress;
import earshot.remote.ProviderSettings;
import earshot.remote.SharedHttpClient;
import java.net.http.HttpRequest;

/// The speech of Alibaba Cloud over HTTP.
record AliyunSpeech(ProviderSettings provider) implements HttpSpeech {
    private static final int RATE = 16_000;

    @Override
    public HttpRequest request(String sentence) {
        return request(sentence, provider.text("token").orElse(""));
    }

    /// @param token that of the section, or one made of its keys
    HttpRequest request(String sentence, String token) {
        SectionContent content = new SectionContent(provider).put("appkey", provider.required("appkey")).put("token", token).put("text", sentence)
            .put("format", format()).whole("sample_rate", RATE).put("voice", provider.text("private_voice", "voice").orElse("xiaoyun")).whole("volume", 50)
            .whole("speech_rate", 0).whole("pitch_rate", 0);
        return post(SharedHttpClient.request(AliyunAddress.http(provider, "/stream/v1/tts")), content.content());
    }

    @Override
    public SampleFormat samples() {
        return SampleFormat.named(format(), (int) provider.number("sample_rate", RATE));
    }

    private String format() {
        return provider.text("format").orElse("wav");
    }
}
