package earshot.conversation;

import earshot.llm.LanguageModel;
import earshot.llm.Message;
import earshot.llm.ModelReply;
import earshot.llm.Prompt;
import earshot.llm.ReplyDelta;
import earshot.problem.ProblemException;
import earshot.time.Time;
import earshot.turn.AnswerListener;
import earshot.turn.Assistant;
import earshot.turn.AssistantAnswer;
import earshot.turn.AssistantRequest;
import earshot.turn.Sentence;
import earshot.turn.SentenceSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says goodbye to a person who has been silent for long. The chat model answers an instruction; without an instruction, or when the model
/// does not answer in time, one fixed sentence is spoken. Source: badge-protocol section 3.5.
///
/// @param instruction `end_prompt.prompt`; sent to the model as the user's message
record FarewellAssistant(ModelAssistant modelAssistant, Time time, Optional<String> instruction) implements Assistant {
    private static final Logger LOG = LoggerFactory.getLogger(FarewellAssistant.class);
    /// Time limit of the first sentence. Generous, since nobody waits for this answer.
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int MAX_SENTENCES = 3;

    @Override
    public CompletableFuture<AssistantAnswer> answer(AssistantRequest assistantRequest) {
        return CompletableFuture.completedFuture(new AssistantAnswer.Stream(answerListener -> new FarewellStream(assistantRequest, answerListener)));
    }

    @Override
    public boolean needsText() {
        return false;
    }

    @Override
    public String name() {
        return modelAssistant.name();
    }

    private final class FarewellStream implements SentenceSource {
        private final AssistantRequest assistantRequest;
        private final AnswerListener answerListener;
        private final SentenceSplitter sentences = new SentenceSplitter();
        private final Deque<Sentence> ready = new ArrayDeque<>();
        private int delivered;
        private boolean over;
        private volatile boolean closed;
        private volatile Optional<ModelReply> reply = Optional.empty();

        FarewellStream(AssistantRequest assistantRequest, AnswerListener answerListener) {
            this.assistantRequest = assistantRequest;
            this.answerListener = answerListener;
        }

        @Override
        public Optional<Sentence> next() {
            try {
                if (reply.isEmpty() && delivered == 0) {
                    askModel();
                } else {
                    read();
                }
            } catch (CancellationException | ProblemException e) {
                if (closed) {
                    throw e;
                }
                LOG.warn("the model found no farewell: {}", e.getMessage());
                over = true;
            }
            if (delivered == 0 && ready.isEmpty()) {
                over = true;
                ready.add(Sentence.of(modelAssistant.farewellSentence()));
            }
            Optional<Sentence> next = Optional.ofNullable(delivered < MAX_SENTENCES ? ready.poll() : null);
            delivered++;
            return next;
        }

        private void askModel() {
            Optional<LanguageModel> model = instruction.flatMap(_ -> modelAssistant.chatModel());
            if (model.isEmpty()) {
                over = true;
                return;
            }
            answerListener.modelAsked(model.get().name());
            ModelReply asked = model.get().ask(new Prompt(modelAssistant.promptMessages(assistantRequest, List.of(new Message.User(instruction.orElseThrow()))), List.of()));
            reply = Optional.of(asked);
            if (closed) {
                asked.close();
            }
            Time.Timer limit = time.after(LIMIT, asked::close);
            try {
                read();
            } finally {
                limit.cancel();
            }
        }

        private void read() {
            while (ready.isEmpty() && !over) {
                Optional<ReplyDelta> replyDelta = reply.orElseThrow().next();
                if (replyDelta.isEmpty()) {
                    over = true;
                    sentences.finish().forEach(this::addSentence);
                } else if (replyDelta.get() instanceof ReplyDelta.Text(String text)) {
                    sentences.add(text).forEach(this::addSentence);
                }
            }
        }

        private void addSentence(String sentence) {
            SpokenText spoken = SpokenText.of(sentence);
            if (!spoken.text().isEmpty()) {
                answerListener.firstTokenReceived();
                ready.add(new Sentence(spoken.text(), spoken.emotion()));
            }
        }

        @Override
        public void close() {
            closed = true;
            reply.ifPresent(ModelReply::close);
        }
    }
}
