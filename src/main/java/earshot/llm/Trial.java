package earshot.llm;

import earshot.problem.Problem;
import earshot.problem.ProblemException;
import earshot.time.Time;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The outcome of trying a model out with one short question.
public sealed interface Trial {
    /// @param first time to the first token
    /// @param total time to the end, or until 200 characters had arrived
    record Answered(Duration first, Duration total, String answer) implements Trial {}

    record Failed(Problem problem) implements Trial {}

    Prompt QUESTION = new Prompt(List.of(new Message.User("Say hello in one short sentence.")), List.of());

    int ENOUGH = 200;

    /// Asks and waits for the answer. For virtual threads; interrupting the thread throws a [java.util.concurrent.CancellationException].
    static Trial of(LanguageModel model, Time time) {
        long begin = time.nanos();
        Optional<Duration> first = Optional.empty();
        StringBuilder answer = new StringBuilder();
        try (Reply reply = model.ask(QUESTION)) {
            for (Optional<Piece> piece = reply.next(); piece.isPresent() && answer.length() < ENOUGH; piece = reply.next()) {
                if (piece.get() instanceof Piece.Text text) {
                    answer.append(text.text());
                }
                if (first.isEmpty()) {
                    first = Optional.of(Duration.ofNanos(time.nanos() - begin));
                }
            }
        } catch (ProblemException e) {
            return new Failed(e.problem());
        }
        Duration total = Duration.ofNanos(time.nanos() - begin);
        return new Answered(first.orElse(total), total, answer.toString().strip());
    }
}
