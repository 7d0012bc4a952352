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

/// The answer to a question that offered tools. Many models of local servers know none, and their servers refuse the whole question then:
/// it is asked once more without them, because somebody who talks wants an answer before anything else.
final class ToolsIfTaken implements Reply {
    /// Ollama, vLLM, llama.cpp and OpenRouter all name what they do not take, each with another status.
    private static final Pattern NAMED = Pattern.compile("(?i)\\b(tool|function)");

    private final Supplier<Reply> plain;
    private final Consumer<String> refused;
    private volatile Reply reply;
    private boolean begun;
    private volatile boolean closed;

    /// @param plain asks without tools
    /// @param refused told what the provider said, once it has answered without
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

    /// What the provider says of tools; empty when it failed for another reason.
    private static Optional<String> about(Problem problem) {
        boolean answered = problem.code() == Code.LLM_FAILED || problem.code() == Code.LLM_NOT_FOUND;
        List<?> args = problem.args();
        return Optional.of(String.valueOf(args.getLast())).filter(message -> answered && NAMED.matcher(message).find());
    }
}
