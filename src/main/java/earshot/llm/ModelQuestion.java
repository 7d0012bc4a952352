package earshot.llm;

import module java.base;

import earshot.problem.FatalErrors;
import earshot.time.Time;

/// One question to a model of which the whole answer is wanted, with a time limit beside those of the provider. Asked once; [#giveUp] may be
/// called from any thread.
public final class ModelQuestion {
    private final Time time;
    private final LanguageModel model;
    private final Duration limit;
    private final int maxChars;
    private final CompletableFuture<String> answer = new CompletableFuture<>();

    /// @param maxChars reading stops once the answer has so many
    public ModelQuestion(Time time, LanguageModel model, Duration limit, int maxChars) {
        this.time = time;
        this.model = model;
        this.limit = limit;
        this.maxChars = maxChars;
    }

    /// The text of the answer. Blocks; interrupting the thread cancels. For virtual threads.
    ///
    /// @throws RuntimeException when no answer comes
    public String ask(Prompt prompt) {
        Thread asking = Thread.ofVirtual().name(Thread.currentThread().getName() + "-question").start(() -> {
            try {
                read(prompt);
            } catch (Throwable e) {
                FatalErrors.report(e);
                answer.completeExceptionally(e);
            }
        });
        try {
            return time.await(answer, limit).orElseThrow(() -> new IllegalStateException(model.name() + " did not answer within " + limit.toSeconds() + " s"));
        } finally {
            answer.cancel(false);
            asking.interrupt();
        }
    }

    /// Makes [#ask] fail at once. Does nothing after the answer.
    public void giveUp(String reason) {
        answer.completeExceptionally(new IllegalStateException(reason));
    }

    /// Closes the reply as soon as nobody waits for it any more.
    private void read(Prompt prompt) {
        try (ModelReply reply = model.ask(prompt)) {
            answer.whenComplete((_, _) -> reply.close());
            StringBuilder text = new StringBuilder();
            for (Optional<ReplyDelta> replyDelta = reply.next(); replyDelta.isPresent() && text.length() < maxChars; replyDelta = reply.next()) {
                replyDelta.get().appendTo(text);
            }
            answer.complete(text.toString());
        }
    }
}
