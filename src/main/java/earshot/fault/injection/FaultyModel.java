package earshot.fault.injection;

import module java.base;

import earshot.llm.LanguageModel;
import earshot.llm.ModelReply;
import earshot.llm.Prompt;
import earshot.llm.ReplyDelta;
import earshot.problem.Failures;

/// A language model that answers late, or not.
record FaultyModel(LanguageModel model, FaultyStep step) implements LanguageModel {
    @Override
    public ModelReply ask(Prompt prompt) {
        return new LateReply(prompt);
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public String adapted() {
        return model.adapted();
    }

    private final class LateReply implements ModelReply {
        private final CompletableFuture<ModelReply> asking;
        private Optional<ModelReply> asked = Optional.empty();
        private boolean closed;

        LateReply(Prompt prompt) {
            asking = step.run(() -> ask(prompt));
        }

        private synchronized CompletableFuture<ModelReply> ask(Prompt prompt) {
            ModelReply reply = model.ask(prompt);
            asked = Optional.of(reply);
            if (closed) {
                reply.close();
            }
            return CompletableFuture.completedFuture(reply);
        }

        @Override
        public Optional<ReplyDelta> next() {
            return Failures.join(asking).next();
        }

        @Override
        public synchronized void close() {
            closed = true;
            asking.cancel(false);
            asked.ifPresent(ModelReply::close);
        }
    }
}
