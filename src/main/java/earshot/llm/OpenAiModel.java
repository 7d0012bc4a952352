package earshot.llm;

import module java.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.remote.ProviderAddress;
import earshot.remote.ProviderCall;
import earshot.remote.RetryPolicy;
import earshot.remote.SharedHttpClient;
import java.net.http.HttpRequest;

/// A model behind the OpenAI chat completions API, in the cloud or on the same computer. It keeps no state of a conversation, so that all
/// devices share it.
final class OpenAiModel implements LanguageModel {
    private final SharedHttpClient sharedHttpClient;
    private final ModelConfig modelConfig;
    private final Consumer<Problem> reportProblem;
    private final ThoughtHabit thoughtHabit;
    private final RequestMemory requestMemory;

    /// @param requestMemory what its provider has refused before
    /// @param thoughtHabit how its answers have begun before
    /// @param reportProblem receives problems that do not keep the model from answering
    OpenAiModel(SharedHttpClient sharedHttpClient, ModelConfig modelConfig, RequestMemory requestMemory, ThoughtHabit thoughtHabit,
        Consumer<Problem> reportProblem) {
        this.sharedHttpClient = sharedHttpClient;
        this.modelConfig = modelConfig;
        this.requestMemory = requestMemory;
        this.reportProblem = reportProblem;
        this.thoughtHabit = thoughtHabit;
    }

    @Override
    public ModelReply ask(Prompt prompt) {
        ObjectNode body = ChatRequestBody.of(modelConfig, prompt);
        requestMemory.apply(prompt, body);
        return new AdaptingReply(body, new AdaptingReply.Sender() {
            @Override
            public ModelReply send(ObjectNode changed) {
                return request(changed);
            }

            @Override
            public void learned(List<RequestChange> changes, String why) {
                requestMemory.learn(changes, prompt, why);
                tell(changes, why);
            }
        });
    }

    private void tell(List<RequestChange> changes, String why) {
        RequestChange withoutTools = new RequestChange.Omit(RequestChange.TOOLS);
        if (changes.contains(withoutTools)) {
            reportProblem.accept(Problem.of(ProblemCode.PROVIDER_WITHOUT_TOOLS, modelConfig.provider().subject("model_name"), modelConfig.name(), why));
        }
        if (changes.stream().anyMatch(change -> !change.equals(withoutTools))) {
            reportProblem
                .accept(Problem.of(ProblemCode.PROVIDER_ADAPTED, modelConfig.provider().subject("model_name"), modelConfig.name(), requestMemory.shown(), why));
        }
    }

    private ModelReply request(ObjectNode body) {
        HttpRequest request = SharedHttpClient.request(modelConfig.endpoint().function(ProviderAddress.CHAT), modelConfig.key())
            .header("Content-Type", "application/json").header("Accept", "text/event-stream, application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(ChatRequestBody.bytes(body))).build();
        ProviderCall call = new ProviderCall(sharedHttpClient, modelConfig.errors(), RetryPolicy.MODEL, modelConfig.timeouts().firstEvent());
        Set<String> tools = body.path(RequestChange.TOOLS).valueStream().map(tool -> tool.at("/function/name").asText()).collect(Collectors.toSet());
        return new OpenAiReply(call, request, modelConfig.timeouts(), tools, thoughtHabit);
    }

    @Override
    public String name() {
        return modelConfig.name();
    }

    @Override
    public String adapted() {
        return requestMemory.shown();
    }
}
