package earshot.asr;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.remote.ProviderCall;
import earshot.remote.ProviderSettings;
import earshot.remote.TencentAction;

/// The recognition of one sentence by Tencent Cloud, at most a minute.
record TencentRecognition(ProviderSettings provider) implements HttpRecognition {
    private static final TencentAction ACTION = new TencentAction("asr", "SentenceRecognition", "2019-06-14");

    @Override
    public String text(ProviderCall call, byte[] pcm, Instant now) {
        String sound = Base64.getEncoder().encodeToString(pcm);
        String body = JSON.createObjectNode().put("ProjectId", 0).put("SubServiceType", 2).put("EngSerViceType", "16k_zh").put("SourceType", 1)
            .put("VoiceFormat", "pcm").put("Data", sound).put("DataLen", sound.length()).toString();
        call.send(ACTION.request(provider, address(), "ap-shanghai", body, now));
        JsonNode answer = answer(call);
        return textAt(call, answer, "/Response/Result");
    }
}
