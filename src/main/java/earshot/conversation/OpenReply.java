package earshot.conversation;

import module java.base;

import earshot.llm.LanguageModel;
import earshot.llm.ModelReply;
import earshot.llm.Prompt;
import earshot.llm.ReplyDelta;
import earshot.time.Time;

/// The replies that one thread reads, one after the other. [#close] may be called from any thread: it ends the one being read, and every
/// later one at once.
final class OpenReply implements AutoCloseable {
    private volatile Optional<ModelReply> reply = Optional.empty();
    private volatile boolean closed;

    void ask(LanguageModel model, Prompt prompt) {
        ModelReply asked = model.ask(prompt);
        reply = Optional.of(asked);
        if (closed) {
            asked.close();
        }
    }

    boolean isOpen() {
        return reply.isPresent();
    }

    /// Blocks until the next piece of the reply; empty at its end.
    Optional<ReplyDelta> next() {
        return reply.orElseThrow().next();
    }

    /// Ends the reply being read after some time, as if it were cancelled.
    Time.Timer endAfter(Duration limit, Time time) {
        return time.after(limit, reply.orElseThrow()::close);
    }

    void finish() {
        reply.ifPresent(ModelReply::close);
        reply = Optional.empty();
    }

    boolean closed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        reply.ifPresent(ModelReply::close);
    }
}
