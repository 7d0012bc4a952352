package earshot.tts;

import earshot.remote.ProviderSettings;
import earshot.remote.RequestTemplate;
import java.net.http.HttpRequest;

/// Linker AI, which is asked by the query of an address and answers with bare samples of the rate that it is asked for.
record LinkerAiSpeech(ProviderSettings provider) implements HttpSpeech {
    private static final int RATE = 16_000;

    @Override
    public HttpRequest request(String sentence) {
        SectionContent content = new SectionContent(provider).put("tts_text", sentence).put("spk_id", provider.text("private_voice", "voice").orElse(""))
            .text("instruct_text", "请生成一段自然流畅的语音").text("audio_format", "pcm");
        content.content().put("frame_durition", 60).put("stream", true).put("target_sr", samples().rate());
        return head(address() + "?" + RequestTemplate.query(content.content())).GET().build();
    }

    @Override
    public SampleFormat samples() {
        return SampleFormat.named(provider.text("audio_format").orElse("pcm"), (int) provider.number("sample_rate", RATE));
    }
}
