package earshot.llm;

import earshot.time.Time;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.concurrent.Executors;

/// A model behind OpenAI chat completions, in the cloud or on the same computer. It keeps nothing of a conversation, so that all
/// devices share one.
final class OpenAiModel implements LanguageModel {
    private final HttpClient client;
    private final Time time;
    private final Provider provider;

    OpenAiModel(HttpClient client, Time time, Provider provider) {
        this.client = client;
        this.time = time;
        this.provider = provider;
    }

    /// The client that all models share: connections to a provider are kept and used again. HTTP/1.1, because an upgrade to HTTP/2
    /// costs local servers a round trip and some of them the whole request.
    static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Limits.CONNECT)
            .executor(Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("llm-", 0).factory())).build();
    }

    @Override
    public Reply ask(Prompt prompt) {
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
