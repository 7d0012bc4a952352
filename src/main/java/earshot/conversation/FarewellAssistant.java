package earshot.conversation;

import module java.base;

import earshot.llm.LanguageModel;
import earshot.llm.Message;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says goodbye to a person who has been silent for long. The chat model answers an instruction; without an instruction, or when the model
/// does not answer in time, one fixed sentence is spoken. Source: badge-protocol section 3.5.
///
/// @param instruction `end_prompt.prompt`; sent to the model as the user's message
record FarewellAssistant(ModelAssistant assistant, Time time, Optional<String> instruction) implements Assistant {
    private static final Logger LOG = LoggerFactory.getLogger(FarewellAssistant.class);
    /// Time limit of the first sentence. Generous, since nobody waits for this answer.
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int MAX_SENTENCES = 3;

    @Override
    public CompletableFuture<AssistantAnswer> answer(AssistantRequest request) {
        return CompletableFuture.completedFuture(new AssistantAnswer.Stream(listener -> new FarewellStream(request, listener)));
    }

    @Override
    public boolean needsText() {
        return false;
    }

    @Override
    public String name() {
        return assistant.name();
    }

    private final class FarewellStream implements SentenceSource {
        private final AssistantRequest request;
        private final AnswerListener listener;
        private SentenceSplitter splitter = new SentenceSplitter();
        private final SpokenSentences ready = new SpokenSentences();
        private final OpenReply reply = new OpenReply();
        private int delivered;
        private boolean over;

        FarewellStream(AssistantRequest request, AnswerListener listener) {
            this.request = request;
            this.listener = listener;
        }

        @Override
        public Optional<Sentence> next() {
            try {
                if (!reply.isOpen() && delivered == 0) {
                    askModel();
                } else {
                    read();
                }
            } catch (CancellationException | ProblemException e) {
                if (reply.closed()) {
                    throw e;
                }
                LOG.warn("the model found no farewell: {}", e.getMessage());
                over = true;
            }
            if (delivered == 0 && ready.isEmpty()) {
                over = true;
                ready.add(Sentence.of(assistant.farewellSentence()));
            }
            return delivered++ < MAX_SENTENCES ? ready.poll() : Optional.empty();
        }

        private void askModel() {
            Optional<LanguageModel> model = instruction.flatMap(_ -> assistant.chatModel());
            if (model.isEmpty()) {
                over = true;
                return;
            }
            listener.modelAsked(model.get().name());
            List<Message> question = List.of(new Message.User(instruction.orElseThrow()));
            reply.ask(model.get(), new Prompt(assistant.promptMessages(request, question), List.of()));
            Time.Timer limit = reply.endAfter(LIMIT, time);
            try {
                read();
            } finally {
                limit.cancel();
            }
        }

        private void read() {
            while (ready.isEmpty() && !over) {
                Optional<ReplyDelta> delta = reply.next();
                if (delta.isEmpty()) {
                    over = true;
                    add(splitter.finish());
                    return;
                }
                switch (delta.get()) {
                    case ReplyDelta.Text(String text) -> add(splitter.add(text));
                    case ReplyDelta.Retraction() -> splitter = new SentenceSplitter();
                    case ReplyDelta.ToolCallDelta _, ReplyDelta.Extra _ -> {}
                }
            }
        }

        private void add(List<String> written) {
            ready.addWritten(written);
            if (!ready.isEmpty()) {
                listener.firstTokenReceived();
            }
        }

        @Override
        public void close() {
            reply.close();
        }
    }
}
