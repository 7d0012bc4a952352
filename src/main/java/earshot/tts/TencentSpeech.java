package earshot.tts;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.remote.ProviderErrors;
import earshot.remote.ProviderSettings;
import earshot.remote.TencentAction;
import earshot.time.Time;
import java.net.http.HttpRequest;

/// The speech of Tencent Cloud: base64 of a WAV file within JSON.
record TencentSpeech(ProviderSettings provider, Time time) implements HttpSpeech {
    private static final TencentAction ACTION = new TencentAction("tts", "TextToVoice", "2019-08-23");
    private static final String USUAL_VOICE = "101001";

    @Override
    public HttpRequest request(String sentence) {
        ObjectNode body = JSON.createObjectNode().put("Text", sentence).put("SessionId", UUID.randomUUID().toString()).put("VoiceType", voice());
        return ACTION.request(provider, uri(address()), "ap-guangzhou", body.toString(), time.now());
    }

    /// A number.
    private int voice() {
        String written = provider.text("private_voice", "voice").orElse(USUAL_VOICE);
        try {
            return Integer.parseInt(written);
        } catch (NumberFormatException _) {
            throw ProviderErrors.incomplete(provider, "voice");
        }
    }
}
