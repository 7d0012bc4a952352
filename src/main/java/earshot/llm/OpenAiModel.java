package earshot.llm;

import module java.base;

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

    /// Tools that the provider refused; they are not sent again.
    private volatile List<ToolDefinition> refusedTools = List.of();

    /// @param reportProblem receives problems that do not keep the model from answering
    OpenAiModel(SharedHttpClient sharedHttpClient, ModelConfig modelConfig, Consumer<Problem> reportProblem) {
        this.sharedHttpClient = sharedHttpClient;
        this.modelConfig = modelConfig;
        this.reportProblem = reportProblem;
        thoughtHabit = new ThoughtHabit(modelConfig.model());
    }

    @Override
    public ModelReply ask(Prompt prompt) {
        List<ToolDefinition> tools = prompt.toolDefinitions();
        if (tools.isEmpty()) {
            return request(prompt);
        }
        Prompt plain = new Prompt(prompt.messages(), List.of(), prompt.maxTokens());
        return tools.equals(refusedTools) ? request(plain) : new ToolFallbackReply(request(prompt), () -> request(plain), why -> {
            refusedTools = tools;
            reportProblem.accept(Problem.of(ProblemCode.PROVIDER_WITHOUT_TOOLS, modelConfig.provider().subject("model_name"), modelConfig.name(), why));
        });
    }

    private ModelReply request(Prompt prompt) {
        HttpRequest request = SharedHttpClient.request(modelConfig.endpoint().function(ProviderAddress.CHAT), modelConfig.key())
            .header("Content-Type", "application/json").header("Accept", "text/event-stream, application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(ChatRequestBody.of(modelConfig, prompt))).build();
        ProviderCall call = new ProviderCall(sharedHttpClient, modelConfig.errors(), RetryPolicy.MODEL, modelConfig.timeouts().firstEvent());
        return new OpenAiReply(call, request, modelConfig.timeouts(), thoughtHabit);
    }

    @Override
    public String name() {
        return modelConfig.name();
    }
}
