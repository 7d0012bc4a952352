package earshot.llm;

import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// The answer to a request with tools. Many local models do not support tools, and their servers refuse the whole request; it is then
/// repeated once without tools, because an answer matters more to the person than tools.
final class ToolsIfTaken implements Reply {
    /// Ollama, vLLM, llama.cpp and OpenRouter use different statuses, but all name what they do not support.
    private static final Pattern NAMED = Pattern.compile("(?i)\\b(tool|function)");

    private final Supplier<Reply> plain;
    private final Consumer<String> refused;
    private volatile Reply reply;
    private boolean begun;
    private volatile boolean closed;

    /// @param plain sends the request without tools
    /// @param refused gets the provider's message, once the request without tools was answered
    ToolsIfTaken(Reply offered, Supplier<Reply> plain, Consumer<String> refused) {
        this.reply = offered;
        this.plain = plain;
        this.refused = refused;
    }

    @Override
    public Optional<Piece> next() {
        if (begun) {
            return reply.next();
        }
        begun = true;
        try {
            return reply.next();
        } catch (ProblemException e) {
            String why = about(e.problem()).orElseThrow(() -> e);
            reply = plain.get();
            if (closed) {
                reply.close();
                throw new CancellationException("closed");
            }
            Optional<Piece> piece = reply.next();
            refused.accept(why);
            return piece;
        }
    }

    @Override
    public void close() {
        closed = true;
        reply.close();
    }

    /// The provider's message about tools; empty when it failed for another reason.
    private static Optional<String> about(Problem problem) {
        boolean answered = problem.code() == Code.LLM_FAILED || problem.code() == Code.LLM_NOT_FOUND;
        List<?> args = problem.args();
        return Optional.of(String.valueOf(args.getLast())).filter(message -> answered && NAMED.matcher(message).find());
    }
}
