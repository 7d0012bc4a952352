package earshot.llm;

import earshot.problem.ProblemException;
import earshot.problem.ProblemSink;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// A model whose failures are raised as problems and resolved by the next successful answer.
final class ReportingModel implements LanguageModel {
    private final LanguageModel model;
    private final ModelConfig modelConfig;
    private final ProblemSink problems;

    /// Starts as false: an earlier instance of the alias with other settings may have left a problem that must be resolved.
    private final AtomicBoolean healthy = new AtomicBoolean();

    ReportingModel(LanguageModel model, ModelConfig modelConfig, ProblemSink problems) {
        this.model = model;
        this.modelConfig = modelConfig;
        this.problems = problems;
    }

    @Override
    public ModelReply ask(Prompt prompt) {
        ModelReply reply = model.ask(prompt);
        return new ModelReply() {
            @Override
            public Optional<ReplyDelta> next() {
                try {
                    Optional<ReplyDelta> replyDelta = reply.next();
                    if (healthy.compareAndSet(false, true)) {
                        resolve();
                    }
                    return replyDelta;
                } catch (ProblemException e) {
                    healthy.set(false);
                    problems.raise(e.problem());
                    throw e;
                }
            }

            @Override
            public void close() {
                reply.close();
            }
        };
    }

    @Override
    public String name() {
        return model.name();
    }

    void resolve() {
        ModelErrors.resolveAll(modelConfig, problems);
    }
}
