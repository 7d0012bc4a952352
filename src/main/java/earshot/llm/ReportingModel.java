package earshot.llm;

import earshot.problem.ProblemException;
import earshot.remote.ProviderHealth;
import java.util.Optional;

/// A model whose failures are raised as problems and resolved by the next successful answer.
record ReportingModel(LanguageModel model, ProviderHealth health) implements LanguageModel {
    @Override
    public ModelReply ask(Prompt prompt) {
        ModelReply reply = model.ask(prompt);
        return new ModelReply() {
            @Override
            public Optional<ReplyDelta> next() {
                try {
                    Optional<ReplyDelta> replyDelta = reply.next();
                    health.recovered();
                    return replyDelta;
                } catch (ProblemException e) {
                    health.reportFailure(e.problem());
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

    @Override
    public String adapted() {
        return model.adapted();
    }
}
