package earshot.llm;

import module java.base;

import earshot.data.TextLimit;
import earshot.problem.Problem;
import earshot.problem.ProblemException;
import earshot.time.Time;

/// The outcome of trying a model out with one short question.
public sealed interface ModelTrial {
    /// @param firstToken time until the first piece of the answer; thoughts that are taken back are none
    /// @param total time to the end, or until so many characters had arrived that it is not a short sentence
    /// @param answer its beginning
    /// @param adapted as [LanguageModel#adapted] tells it
    record Answered(Duration firstToken, Duration total, String answer, String adapted) implements ModelTrial {}

    record Failed(Problem problem) implements ModelTrial {}

    Prompt QUESTION = new Prompt(List.of(new Message.User("Say hello in one short sentence.")), List.of());

    /// Characters that are shown.
    int MAX_ANSWER_CHARS = 200;
    /// Characters that are read: the end of a thought shows that what was read is one, and is known from then on.
    int MAX_READ_CHARS = 8_000;

    /// Asks and waits for the answer. For virtual threads; interrupting the thread throws a [java.util.concurrent.CancellationException].
    static ModelTrial run(LanguageModel model, Time time) {
        long begin = time.nanos();
        Optional<Duration> first = Optional.empty();
        StringBuilder answer = new StringBuilder();
        try (ModelReply reply = model.ask(QUESTION)) {
            for (Optional<ReplyDelta> replyDelta = reply.next(); replyDelta.isPresent() && answer.length() < MAX_READ_CHARS; replyDelta = reply.next()) {
                replyDelta.get().appendTo(answer);
                if (replyDelta.get() instanceof ReplyDelta.Retraction) {
                    first = Optional.empty();
                } else if (first.isEmpty()) {
                    first = Optional.of(Duration.ofNanos(time.nanos() - begin));
                }
            }
        } catch (ProblemException e) {
            return new Failed(e.problem());
        }
        Duration total = Duration.ofNanos(time.nanos() - begin);
        return new Answered(first.orElse(total), total, TextLimit.cut(answer.toString().strip(), MAX_ANSWER_CHARS), model.adapted());
    }
}
