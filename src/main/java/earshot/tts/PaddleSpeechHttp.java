package earshot.tts;

import earshot.remote.ProviderSettings;
import java.net.http.HttpRequest;

/// The server of PaddleSpeech over HTTP (`protocol: http`): the sound is base64 within JSON.
record PaddleSpeechHttp(ProviderSettings provider) implements HttpSpeech {
    private static final String USUAL_ADDRESS = "http://127.0.0.1:8090/paddlespeech/tts";
    private static final int RATE = 24_000;

    @Override
    public HttpRequest request(String sentence) {
        return post(head(provider.text("base_url", "api_url", "url").orElse(USUAL_ADDRESS)),
            new SectionContent(provider).put("text", sentence).whole("spk_id", (int) provider.number("private_voice", 0)).number("speed", 1)
                .number("volume", 1).whole("sample_rate", RATE).text("save_path").content());
    }

    @Override
    public SampleFormat samples() {
        return new SampleFormat(false, RATE);
    }
}
