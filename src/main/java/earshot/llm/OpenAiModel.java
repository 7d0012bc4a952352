package earshot.llm;

import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.time.Time;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// A model behind the OpenAI chat completions API, in the cloud or on the same computer. It keeps no state of a conversation, so that all
/// devices share it.
final class OpenAiModel implements LanguageModel {
    private final HttpClient httpClient;
    private final Time time;
    private final ModelConfig modelConfig;
    private final Consumer<Problem> reportProblem;

    /// Tools that the provider refused; they are not sent again.
    private volatile List<ToolDefinition> refusedTools = List.of();

    /// @param reportProblem receives problems that do not keep the model from answering
    OpenAiModel(HttpClient client, Time time, ModelConfig modelConfig, Consumer<Problem> reportProblem) {
        this.httpClient = client;
        this.time = time;
        this.modelConfig = modelConfig;
        this.reportProblem = reportProblem;
    }

    /// The client that all models share, so that connections to a provider are reused. HTTP/1.1, because the upgrade to HTTP/2 costs local
    /// servers a round trip and makes some of them fail.
    static HttpClient httpClient() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(ModelTimeouts.CONNECT)
            .executor(Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("llm-", 0).factory())).build();
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
            reportProblem.accept(Problem.of(ProblemCode.PROVIDER_WITHOUT_TOOLS, modelConfig.subject("model_name"), modelConfig.name(), why));
        });
    }

    private ModelReply request(Prompt prompt) {
        HttpRequest.Builder request = HttpRequest.newBuilder(modelConfig.endpoint().chat())
            .header("Content-Type", "application/json").header("Accept", "text/event-stream, application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(ChatRequestBody.of(modelConfig, prompt)));
        modelConfig.key().ifPresent(key -> request.header("Authorization", "Bearer " + key));
        return new OpenAiReply(httpClient, request.build(), modelConfig, time);
    }

    @Override
    public String name() {
        return modelConfig.name();
    }
}
