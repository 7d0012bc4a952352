package earshot.tts;

import earshot.remote.ProviderSettings;
import java.net.http.HttpRequest;

/// The speech of SiliconFlow. A voice belongs to a model, whose name stands before it.
record SiliconFlowSpeech(ProviderSettings provider) implements HttpSpeech {
    private static final int RATE = 44_100;

    @Override
    public HttpRequest request(String sentence) {
        String model = provider.text("model", "model_name").orElse("FunAudioLLM/CosyVoice2-0.5B");
        String voice = provider.text("private_voice", "voice").orElse("diana");
        SectionContent content = new SectionContent(provider).put("model", model).put("input", sentence)
            .put("voice", voice.contains(":") ? voice : model + ":" + voice).put("response_format", format()).number("speed", 1).number("gain", 0)
            .whole("sample_rate");
        return post(head(address()), content.content().put("stream", true));
    }

    @Override
    public SampleFormat samples() {
        return SampleFormat.named(format(), (int) provider.number("sample_rate", RATE));
    }

    private String format() {
        return provider.text("response_format").orElse("mp3");
    }
}
