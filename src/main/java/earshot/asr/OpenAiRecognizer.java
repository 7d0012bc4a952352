package earshot.asr;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import earshot.audio.PcmAudio;
import earshot.audio.WavFile;
import earshot.problem.ProblemException;
import earshot.remote.ProviderAddress;
import earshot.remote.ProviderCall;
import earshot.remote.ProviderRefusal;
import earshot.remote.ProviderSettings;
import earshot.remote.SharedHttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;

/// Transcription over HTTP with OpenAI's API: sends one WAV file, receives one text. Works with every server that implements the
/// API, such as Groq, Whisper servers and vLLM.
///
/// An instance belongs to one connection and holds only the calls in progress. Safe for use from any thread.
public final class OpenAiRecognizer extends HttpRecognizer {
    private static final String PLAIN = "json";
    /// Says how likely nobody spoke.
    private static final String VERBOSE = "verbose_json";
    /// Models of which it is known that they refuse that.
    private static final Pattern PLAIN_ONLY = Pattern.compile("gpt-4o.*transcribe.*|gpt-.*-audio.*");
    private static final Pattern FORMAT_REFUSED = Pattern.compile("response.?format|verbose|timestamp_granularit", Pattern.CASE_INSENSITIVE);

    private final Set<String> plainOnly;

    /// @param provider reads its address, `api_key`, `model_name` or `model`, `language`, `prompt`, `response_format` and `timeout` (s)
    /// @param plainOnly addresses and models that refused the verbose format, kept for all connections
    OpenAiRecognizer(ProviderSettings provider, SharedHttpClient sharedHttpClient, Set<String> plainOnly) {
        super(provider, sharedHttpClient);
        this.plainOnly = plainOnly;
    }

    @Override
    public CompletableFuture<RecognitionResult> recognize(PcmAudio audio, List<String> expected) {
        try {
            URI address = ProviderAddress.of(provider).function(ProviderAddress.TRANSCRIPTIONS);
            return call(address, call -> ask(call, address, audio, expected));
        } catch (ProblemException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private RecognitionResult ask(ProviderCall call, URI address, PcmAudio audio, List<String> expected) {
        String key = address + " " + model();
        String format = provider.text("response_format").orElse(plainOnly.contains(key) || PLAIN_ONLY.matcher(model()).matches() ? PLAIN : VERBOSE);
        byte[] wav = WavFile.bytes(audio.at(RATE));
        Optional<String> prompt = provider.text("prompt").or(() -> expected.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", expected)));
        HttpHeaders head;
        try {
            head = call.send(request(address, form(wav, prompt, format)));
        } catch (ProblemException e) {
            if (!format.equals(VERBOSE) || !refusesFormat(e)) {
                throw e;
            }
            plainOnly.add(key);
            head = call.send(request(address, form(wav, prompt, PLAIN)));
        }
        List<String> hints = prompt.isEmpty() ? List.of() : provider.text("prompt").map(List::of).orElse(expected);
        return transcript(call, head, call.text(LARGEST).strip()).withHints(hints);
    }

    private HttpRequest request(URI address, byte[] form) {
        return SharedHttpClient.request(address, provider.key()).POST(HttpRequest.BodyPublishers.ofByteArray(form))
            .header("Content-Type", MultipartForm.CONTENT_TYPE).header("Accept", "application/json, text/plain").build();
    }

    private static boolean refusesFormat(ProblemException failure) {
        return failure.getCause() instanceof ProviderRefusal refusal && Set.of(400, 415, 422, 500, 501).contains(refusal.status())
            && FORMAT_REFUSED.matcher(refusal.error().message() + " " + refusal.error().parameter()).find();
    }

    private String model() {
        return provider.text("model_name", "model").orElse("whisper-1");
    }

    private byte[] form(byte[] wav, Optional<String> prompt, String format) {
        MultipartForm form = new MultipartForm();
        form.field("model", model());
        form.field("response_format", format);
        provider.text("language").filter(language -> !language.equals("auto")).ifPresent(language -> form.field("language", language));
        prompt.ifPresent(text -> form.field("prompt", text));
        return form.file("file", wav);
    }

    /// Reads the result from `text` of a JSON answer, or takes a plain-text answer as it is. An empty text means that nothing was
    /// understood; an empty answer is an error.
    private static RecognitionResult transcript(ProviderCall call, HttpHeaders head, String answer) {
        if (answer.isEmpty()) {
            throw call.errors().emptyAnswer("");
        }
        String type = head.firstValue("content-type").orElse("");
        if (!answer.startsWith("{") && !type.contains("json")) {
            if (type.contains("html")) {
                throw call.errors().malformed(answer);
            }
            return new RecognitionResult(withoutMarkers(answer), 1);
        }
        try {
            JsonNode tree = JSON.readTree(answer);
            JsonNode text = tree.path("text");
            if (!text.isTextual()) {
                throw call.errors().malformed(answer);
            }
            return new RecognitionResult(withoutMarkers(text.asText()), confidence(tree), noSpeech(tree), List.of(), List.of());
        } catch (JsonProcessingException _) {
            throw call.errors().malformed(answer);
        }
    }

    /// Removes the markers that SenseVoice puts before a text, for example `<|en|><|NEUTRAL|>`.
    static String withoutMarkers(String text) {
        return text.replaceAll("<\\|[^|]*\\|>", "").strip();
    }

    /// Of the segment that is the surest to hold speech.
    private static OptionalDouble noSpeech(JsonNode tree) {
        return tree.path("segments").valueStream().map(segment -> segment.path("no_speech_prob")).filter(JsonNode::isNumber).mapToDouble(JsonNode::asDouble)
            .min();
    }

    /// The confidence from the segments of a verbose answer, where there are any; 1 when the provider does not give one.
    private static double confidence(JsonNode tree) {
        double sum = 0;
        for (JsonNode segment : tree.path("segments")) {
            sum += segment.path("avg_logprob").asDouble(0);
        }
        return Math.clamp(Math.exp(sum / Math.max(1, tree.path("segments").size())), 0, 1);
    }
}
