package earshot.meeting.summary;

import module java.base;

import earshot.data.Digest;
import earshot.llm.LanguageModel;
import earshot.llm.ModelReply;
import earshot.llm.Prompt;
import earshot.llm.ReplyDelta;
import earshot.problem.FatalErrors;
import earshot.time.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One request to a model, with a time limit beside those of the provider.
record SummaryModelCall(Time time, LanguageModel model, Duration limit) {
    private static final Logger LOG = LoggerFactory.getLogger(Summarizer.class);
    /// Longer answers, in characters, cannot be minutes.
    private static final int LONGEST = 64_000;

    /// The answer, not checked. Blocks; interrupting the thread cancels the request.
    ///
    /// @throws RuntimeException when no answer comes
    String ask(Prompt prompt) {
        long begin = time.nanos();
        CompletableFuture<String> answer = new CompletableFuture<>();
        Thread asking = Thread.ofVirtual().name("minutes-ask").start(() -> read(prompt, answer));
        try {
            String text = time.await(answer, limit)
                .orElseThrow(() -> new IllegalStateException(model.name() + " did not answer within " + limit.toSeconds() + " s"));
            LOG.info("LLM raw len={}, json len={}, sha8={}, elapsedMs={}", text.length(), MinutesParser.length(text), Digest.of(text, 8),
                Duration.ofNanos(time.nanos() - begin).toMillis());
            return text;
        } finally {
            answer.cancel(false);
            asking.interrupt();
        }
    }

    /// Closes the reply as soon as nobody waits for it any more.
    private void read(Prompt prompt, CompletableFuture<String> answer) {
        try (ModelReply reply = model.ask(prompt)) {
            answer.whenComplete((_, _) -> reply.close());
            StringBuilder text = new StringBuilder();
            for (Optional<ReplyDelta> replyDelta = reply.next(); replyDelta.isPresent() && text.length() < LONGEST; replyDelta = reply.next()) {
                replyDelta.get().appendTo(text);
            }
            answer.complete(text.toString());
        } catch (Throwable e) {
            FatalErrors.report(e);
            answer.completeExceptionally(e);
        }
    }
}
