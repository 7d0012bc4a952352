package earshot.asr;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import earshot.audio.PcmAudio;
import earshot.audio.WavFile;
import earshot.data.TextLimit;
import earshot.problem.ProblemException;
import earshot.remote.ProviderErrors;
import earshot.remote.ProviderSettings;
import earshot.remote.RequestTemplate;
import earshot.remote.SharedHttpClient;
import java.net.http.HttpRequest;

/// Any recognizer that takes sound in an HTTP request and answers with text. The sound is a WAV file of 16 kHz: a part of a form beside the
/// parameters, or the body of the request, whose parameters are then its query. Where a parameter holds `{audio_base64}` the parameters
/// are sent as JSON with the sound in that place.
///
/// An instance belongs to one connection and holds only the calls in progress. Safe for use from any thread.
public final class CustomRecognizer extends HttpRecognizer {
    private static final String SOUND = "{audio_base64}";
    /// Where services put the text, the likeliest first.
    private static final List<String> NAMES = List.of("text", "transcript", "transcription", "result", "results", "data", "output", "sentence", "sentences",
        "segments", "response");

    private static final Pattern HINTS = Pattern.compile("prompt|hot_?words?|keywords?|phrases", Pattern.CASE_INSENSITIVE);

    private final RequestTemplate template;

    /// @param provider reads `url`, `method` (POST unless it says otherwise), `headers`, `params`, `upload`, `audio_field`, `result_path`, `api_key`
    ///     and `timeout` (s)
    CustomRecognizer(ProviderSettings provider, SharedHttpClient sharedHttpClient) {
        super(provider, sharedHttpClient);
        template = new RequestTemplate(provider, JsonNodeFactory.instance.objectNode());
    }

    @Override
    public CompletableFuture<RecognitionResult> recognize(PcmAudio audio, List<String> expected) {
        try {
            HttpRequest request = request(WavFile.bytes(audio.at(RATE)));
            return call(request.uri(), call -> {
                call.send(request);
                return new RecognitionResult(
                    TextLimit.cut(OpenAiRecognizer.withoutMarkers(text(call.errors(), call.text(LARGEST).strip())), RecognitionResult.MAX_CHARS), 1)
                    .withHints(hints());
            });
        } catch (ProblemException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /// What the parameters tell to expect.
    private List<String> hints() {
        return RequestTemplate.fields(template.content()).stream().filter(field -> HINTS.matcher(field.getKey()).find()).map(Map.Entry::getValue).toList();
    }

    private HttpRequest request(byte[] wav) {
        JsonNode params = template.content();
        if (params.toString().contains(SOUND)) {
            String content = RequestTemplate.replaced(params, Map.of(SOUND, Base64.getEncoder().encodeToString(wav))).toString();
            return template.head(template.address(Map.of(), JSON.missingNode())).setHeader("Content-Type", "application/json")
                .method(template.method("POST"), HttpRequest.BodyPublishers.ofString(content)).build();
        }
        if (provider.text("upload").orElse("multipart").equals("body")) {
            HttpRequest.Builder request = template.head(template.address(Map.of(), params));
            return (provider.section().path("headers").properties().stream().anyMatch(header -> header.getKey().equalsIgnoreCase("Content-Type")) ? request
                : request.header("Content-Type", "audio/wav"))
                .method(template.method("POST"), HttpRequest.BodyPublishers.ofByteArray(wav)).build();
        }
        MultipartForm form = new MultipartForm();
        RequestTemplate.fields(params).forEach(field -> form.field(field.getKey(), field.getValue()));
        return template.head(template.address(Map.of(), JSON.missingNode())).setHeader("Content-Type", MultipartForm.CONTENT_TYPE)
            .method(template.method("POST"), HttpRequest.BodyPublishers.ofByteArray(form.file(provider.text("audio_field").orElse("file"), wav))).build();
    }

    /// The text of an answer: where `result_path` says, in a usual place, or all of an answer that is not JSON. An empty text means that nothing was
    /// understood; an empty answer is an error.
    private String text(ProviderErrors errors, String answer) {
        if (answer.isEmpty()) {
            throw errors.emptyAnswer("");
        }
        JsonNode tree;
        try {
            tree = JSON.readTree(answer);
        } catch (JsonProcessingException _) {
            if (answer.startsWith("<!") || answer.startsWith("<html") || provider.text("result_path").isPresent()) {
                throw errors.malformed(answer);
            }
            return answer;
        }
        boolean prose = tree.isNumber() || tree.isValueNode() && !tree.isTextual() && !answer.equals(tree.asText());
        if (prose && provider.text("result_path").isEmpty()) {
            // it only begins like JSON, such as "5 minutes"
            return answer;
        }
        return provider.text("result_path").map(path -> at(tree, path)).orElse(Optional.of(tree)).flatMap(CustomRecognizer::found)
            .orElseThrow(() -> errors.malformed(answer));
    }

    /// @param path names and numbers with dots or slashes between them: `data.0.text`
    private static Optional<JsonNode> at(JsonNode tree, String path) {
        JsonNode found = tree;
        for (String step : path.split("[./\\[\\]]+")) {
            found = step.isEmpty() || step.equals("$") ? found : found.isArray() && step.matches("\\d{1,6}") ? found.path(Integer.parseInt(step))
                : found.path(step);
        }
        return found.isMissingNode() ? Optional.empty() : Optional.of(found);
    }

    private static Optional<String> found(JsonNode tree) {
        if (tree.isTextual()) {
            return Optional.of(tree.asText());
        }
        if (tree.isArray()) {
            return Optional
                .of(tree.valueStream().flatMap(part -> found(part).stream()).filter(Predicate.not(String::isBlank)).collect(Collectors.joining(" ")));
        }
        return NAMES.stream().filter(tree::has).flatMap(name -> found(tree.path(name)).stream()).findFirst();
    }
}
