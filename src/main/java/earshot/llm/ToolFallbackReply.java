package earshot.llm;

import module java.base;

import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;

/// The answer to a request with tools. Many local models do not support tools, and their servers refuse the whole request; it is then
/// repeated once without tools, because an answer matters more to the person than tools.
final class ToolFallbackReply implements ModelReply {
    /// Ollama, vLLM, llama.cpp and OpenRouter use different statuses, but all name what they do not support.
    private static final Pattern MENTIONS_TOOLS = Pattern.compile("(?i)\\b(tool|function)");

    private final Supplier<ModelReply> withoutTools;
    private final Consumer<String> onRefused;
    private volatile ModelReply reply;
    private boolean started;
    private volatile boolean closed;

    /// @param onRefused gets the provider's message, once the request without tools was answered
    ToolFallbackReply(ModelReply offered, Supplier<ModelReply> withoutTools, Consumer<String> onRefused) {
        this.reply = offered;
        this.withoutTools = withoutTools;
        this.onRefused = onRefused;
    }

    @Override
    public Optional<ReplyDelta> next() {
        if (started) {
            return reply.next();
        }
        started = true;
        try {
            return reply.next();
        } catch (ProblemException e) {
            String why = toolRefusal(e.problem()).orElseThrow(() -> e);
            reply = withoutTools.get();
            if (closed) {
                reply.close();
                throw new CancellationException("closed");
            }
            Optional<ReplyDelta> replyDelta = reply.next();
            onRefused.accept(why);
            return replyDelta;
        }
    }

    @Override
    public void close() {
        closed = true;
        reply.close();
    }

    /// The provider's message about tools; empty when it failed for another reason.
    private static Optional<String> toolRefusal(Problem problem) {
        boolean answered = problem.code() == ProblemCode.PROVIDER_FAILED || problem.code() == ProblemCode.PROVIDER_NOT_FOUND;
        List<?> args = problem.args();
        return Optional.of(String.valueOf(args.getLast())).filter(message -> answered && MENTIONS_TOOLS.matcher(message).find());
    }
}
