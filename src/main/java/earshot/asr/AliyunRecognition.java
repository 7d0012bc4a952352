package earshot.asr;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.problem.ProblemException;
import earshot.remote.AliyunAddress;
import earshot.remote.AliyunTokens;
import earshot.remote.ProviderCall;
import earshot.remote.ProviderRefusal;
import earshot.remote.ProviderSettings;
import earshot.remote.RequestTemplate;
import earshot.remote.SharedHttpClient;
import java.net.http.HttpRequest;

/// The recognition of one sentence by Alibaba Cloud, at most a minute.
///
/// @param tokens shared by all connections
record AliyunRecognition(ProviderSettings provider, AliyunTokens tokens) implements HttpRecognition {
    private static final String SUCCESS = "20000000";
    private static final String NO_VOICE = "40270002";

    @Override
    public String text(ProviderCall call, byte[] pcm, Instant now) {
        try {
            return tokens.using(call, now, token -> text(call, token, pcm));
        } catch (ProblemException e) {
            if (e.getCause() instanceof ProviderRefusal refusal && refusal.error().code().contains(NO_VOICE)) {
                return "";
            }
            throw e;
        }
    }

    private String text(ProviderCall call, String token, byte[] pcm) {
        call.send(SharedHttpClient.request(asked()).header("X-NLS-Token", token).header("Content-Type", "application/octet-stream")
            .POST(HttpRequest.BodyPublishers.ofByteArray(pcm)).build());
        JsonNode answer = answer(call);
        if (!answer.path("status").asText().equals(SUCCESS)) {
            throw call.errors().ofStatus(0, answer.toString());
        }
        return answer.path("result").asText("");
    }

    @Override
    public URI address() {
        return AliyunAddress.http(provider, "/stream/v1/asr");
    }

    private URI asked() {
        ObjectNode parameters = JSON.createObjectNode().put("appkey", provider.required("appkey")).put("format", "pcm").put("sample_rate", HttpRecognizer.RATE)
            .put("enable_punctuation_prediction", true).put("enable_inverse_text_normalization", true).put("enable_voice_detection", false);
        return URI.create(address() + "?" + RequestTemplate.query(parameters));
    }
}
