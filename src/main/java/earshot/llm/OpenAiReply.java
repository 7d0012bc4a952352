package earshot.llm;

import module java.base;

import earshot.remote.ProviderCall;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// A streamed answer. Until the first piece has arrived, transient failures are retried; afterwards words may have been spoken, and a retry
/// would repeat them.
final class OpenAiReply implements ModelReply {
    private final ProviderCall call;
    private final ModelTimeouts timeouts;
    private final Set<String> tools;
    private final ThoughtHabit thoughtHabit;
    private Optional<ChatStreamParser> stream = Optional.empty();
    private boolean over;
    private volatile boolean closed;

    /// @param tools names of those that the request offers
    OpenAiReply(ProviderCall call, HttpRequest request, ModelTimeouts timeouts, Set<String> tools, ThoughtHabit thoughtHabit) {
        this.call = call;
        this.timeouts = timeouts;
        this.tools = tools;
        this.thoughtHabit = thoughtHabit;
        call.start(request);
    }

    @Override
    public Optional<ReplyDelta> next() {
        if (closed) {
            throw new CancellationException("closed");
        }
        if (over) {
            return Optional.empty();
        }
        try {
            Optional<ReplyDelta> replyDelta = stream.isPresent() ? call.read(stream.get()::next) : call.receive(this::first);
            if (replyDelta.isEmpty()) {
                over = true;
                call.finish();
            }
            return replyDelta;
        } catch (RuntimeException e) {
            over = true;
            call.close();
            throw e;
        }
    }

    @Override
    public void close() {
        closed = true;
        call.close();
    }

    private Optional<ReplyDelta> first(HttpResponse<InputStream> response) throws IOException {
        boolean endMarked = response.version() == HttpClient.Version.HTTP_2 || response.headers().firstValue("content-length").isPresent()
            || response.headers().firstValue("transfer-encoding").isPresent();
        ChatStreamParser parser = new ChatStreamParser(response.body(), endMarked, tools, call.errors(), thoughtHabit,
            () -> call.activity(timeouts.betweenEvents()));
        Optional<ReplyDelta> replyDelta = parser.next();
        stream = Optional.of(parser);
        return replyDelta;
    }
}
