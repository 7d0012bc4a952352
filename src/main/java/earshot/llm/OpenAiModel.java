package earshot.llm;

import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.time.Time;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// A model behind the OpenAI chat completions API, in the cloud or on the same computer. It keeps no state of a conversation, so that all
/// devices share it.
final class OpenAiModel implements LanguageModel {
    private final HttpClient client;
    private final Time time;
    private final Provider provider;
    private final Consumer<Problem> told;

    /// Tools that the provider refused; they are not sent again.
    private volatile List<Function> refused = List.of();

    /// @param told receives problems that do not keep the model from answering
    OpenAiModel(HttpClient client, Time time, Provider provider, Consumer<Problem> told) {
        this.client = client;
        this.time = time;
        this.provider = provider;
        this.told = told;
    }

    /// The client that all models share, so that connections to a provider are reused. HTTP/1.1, because the upgrade to HTTP/2 costs local
    /// servers a round trip and makes some of them fail.
    static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Limits.CONNECT)
            .executor(Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("llm-", 0).factory())).build();
    }

    @Override
    public Reply ask(Prompt prompt) {
        List<Function> tools = prompt.functions();
        if (tools.isEmpty()) {
            return question(prompt);
        }
        Prompt plain = new Prompt(prompt.messages(), List.of(), prompt.maxTokens());
        return tools.equals(refused) ? question(plain) : new ToolsIfTaken(question(prompt), () -> question(plain), why -> {
            refused = tools;
            told.accept(Problem.of(Code.LLM_TOOLLESS, provider.subject("model_name"), provider.name(), why));
        });
    }

    private Reply question(Prompt prompt) {
        HttpRequest.Builder question = HttpRequest.newBuilder(provider.endpoint().chat())
            .header("Content-Type", "application/json").header("Accept", "text/event-stream, application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(ChatBody.of(provider, prompt)));
        provider.key().ifPresent(key -> question.header("Authorization", "Bearer " + key));
        return new OpenAiReply(client, question.build(), provider, time);
    }

    @Override
    public String name() {
        return provider.name();
    }
}
