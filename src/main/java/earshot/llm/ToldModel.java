package earshot.llm;

import earshot.problem.ProblemException;
import earshot.problem.Problems;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// A model whose failures are raised as problems and resolved by the next successful answer.
final class ToldModel implements LanguageModel {
    private final LanguageModel model;
    private final Provider provider;
    private final Problems problems;

    /// Starts as false: an earlier instance of the alias with other settings may have left a problem that must be resolved.
    private final AtomicBoolean healthy = new AtomicBoolean();

    ToldModel(LanguageModel model, Provider provider, Problems problems) {
        this.model = model;
        this.provider = provider;
        this.problems = problems;
    }

    @Override
    public Reply ask(Prompt prompt) {
        Reply reply = model.ask(prompt);
        return new Reply() {
            @Override
            public Optional<Piece> next() {
                try {
                    Optional<Piece> piece = reply.next();
                    if (healthy.compareAndSet(false, true)) {
                        resolve();
                    }
                    return piece;
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
        Faults.resolve(provider, problems);
    }
}
