package earshot.asr;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.audio.PcmAudio;
import earshot.audio.PcmBytes;
import earshot.audio.WavFile;
import earshot.remote.ProviderCall;
import earshot.remote.ProviderSettings;
import earshot.remote.SharedHttpClient;
import java.net.http.HttpRequest;

/// Qwen's recognizing model at Alibaba Cloud Model Studio (DashScope).
record QwenRecognition(ProviderSettings provider) implements HttpRecognition {
    private static final String FUNCTION = "/api/v1/services/aigc/multimodal-generation/generation";
    /// Of the two APIs of the service; people write either.
    private static final Pattern API = Pattern.compile("/(compatible-mode|api)/v1.*$");
    private static final String CONTENT = "/output/choices/0/message/content";

    @Override
    public String text(ProviderCall call, byte[] pcm, Instant now) {
        call.send(SharedHttpClient.request(address(), provider.key()).header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body(pcm).toString())).build());
        JsonNode answer = answer(call);
        // what holds no words has no content
        return answer.at(CONTENT).isArray() && answer.at(CONTENT).isEmpty() ? "" : textAt(call, answer, CONTENT + "/0/text");
    }

    private ObjectNode body(byte[] pcm) {
        String sound = Base64.getEncoder().encodeToString(WavFile.bytes(new PcmAudio(PcmBytes.samples(pcm), HttpRecognizer.RATE)));
        ObjectNode body = JSON.createObjectNode().put("model", provider.text("model_name", "model").orElse("qwen3-asr-flash"));
        ArrayNode messages = body.putObject("input").putArray("messages");
        hints().forEach(context -> messages.addObject().put("role", "system").putArray("content").addObject().put("text", context));
        messages.addObject().put("role", "user").putArray("content").addObject().put("audio", "data:audio/wav;base64," + sound);
        ObjectNode options = body.putObject("parameters").put("result_format", "message").putObject("asr_options")
            .put("enable_lid", provider.flag("enable_lid", true)).put("enable_itn", provider.flag("enable_itn", true));
        provider.text("language").filter(language -> !language.equals("auto")).ifPresent(language -> options.put("language", language));
        return body;
    }

    @Override
    public List<String> hints() {
        return provider.text("context").stream().toList();
    }

    @Override
    public URI address() {
        String written = HttpRecognition.super.address().toString();
        return URI.create(written.endsWith(FUNCTION) ? written : API.matcher(written).replaceFirst("").replaceFirst("/$", "") + FUNCTION);
    }
}
