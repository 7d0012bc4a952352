package earshot.chat;

import earshot.llm.LanguageModel;
import earshot.llm.Message;
import earshot.llm.Piece;
import earshot.llm.Prompt;
import earshot.llm.Reply;
import earshot.problem.ProblemException;
import earshot.time.Time;
import earshot.turn.Account;
import earshot.turn.Answer;
import earshot.turn.Assistant;
import earshot.turn.Heard;
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
record Farewell(Conversation conversation, Time time, Optional<String> instruction) implements Assistant {
    private static final Logger LOG = LoggerFactory.getLogger(Farewell.class);
    /// Time limit of the first sentence. Generous, since nobody waits for this answer.
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int MOST = 3;

    @Override
    public CompletableFuture<Answer> answer(Heard heard) {
        return CompletableFuture.completedFuture(new Answer.Stream(account -> new Words(heard, account)));
    }

    @Override
    public List<String> expects() {
        return List.of();
    }

    @Override
    public boolean needsText() {
        return false;
    }

    @Override
    public String name() {
        return conversation.name();
    }

    private final class Words implements SentenceSource {
        private final Heard heard;
        private final Account account;
        private final Sentences sentences = new Sentences();
        private final Deque<Sentence> ready = new ArrayDeque<>();
        private int said;
        private boolean over;
        private volatile boolean closed;
        private volatile Optional<Reply> reply = Optional.empty();

        Words(Heard heard, Account account) {
            this.heard = heard;
            this.account = account;
        }

        @Override
        public Optional<Sentence> next() {
            try {
                if (reply.isEmpty() && said == 0) {
                    begin();
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
            if (said == 0 && ready.isEmpty()) {
                over = true;
                ready.add(Sentence.of(conversation.farewellSentence()));
            }
            Optional<Sentence> next = Optional.ofNullable(said < MOST ? ready.poll() : null);
            said++;
            return next;
        }

        private void begin() {
            Optional<LanguageModel> model = instruction.flatMap(_ -> conversation.chatModel());
            if (model.isEmpty()) {
                over = true;
                return;
            }
            account.asked(model.get().name());
            Reply asked = model.get().ask(new Prompt(conversation.shown(heard, List.of(new Message.User(instruction.orElseThrow()))), List.of()));
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
                Optional<Piece> piece = reply.orElseThrow().next();
                if (piece.isEmpty()) {
                    over = true;
                    sentences.end().forEach(this::speak);
                } else if (piece.get() instanceof Piece.Text(String text)) {
                    sentences.add(text).forEach(this::speak);
                }
            }
        }

        private void speak(String sentence) {
            SpokenText spoken = SpokenText.of(sentence);
            if (!spoken.text().isEmpty()) {
                account.answering();
                ready.add(new Sentence(spoken.text(), spoken.emotion()));
            }
        }

        @Override
        public void close() {
            closed = true;
            reply.ifPresent(Reply::close);
        }
    }
}
