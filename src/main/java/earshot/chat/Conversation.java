package earshot.chat;

import earshot.config.Settings;
import earshot.llm.Choice;
import earshot.llm.LanguageModel;
import earshot.llm.Message;
import earshot.llm.Purpose;
import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.problem.ProblemException;
import earshot.problem.Subject;
import earshot.turn.Account;
import earshot.turn.Answer;
import earshot.turn.Assistant;
import earshot.turn.Companion;
import earshot.turn.Heard;
import earshot.turn.Sentence;
import earshot.turn.SentenceSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// The conversation of one connection: what was said, who the assistant plays, which model answers. In force as soon as a model is
/// configured and can be had. Safe for use from any thread; one turn at a time asks it.
public final class Conversation implements Assistant, Companion {
    /// What of a conversation a model is shown.
    private static final int SHOWN = 16_000;
    /// Of it, what tells what a short sentence is about.
    private static final int LATELY = 2;

    private final ChatParts parts;
    private final String device;
    private final Function<Optional<String>, Choice> models;
    private final History history = new History(SHOWN);
    private volatile Optional<String> role = Optional.empty();
    private volatile String lastSaid = "";
    private volatile Judged judged;

    /// @param device the normalised id
    /// @param models the connection's look-up, by its mode
    public Conversation(ChatParts parts, String device, Function<Optional<String>, Choice> models) {
        this.parts = parts;
        this.models = models;
        this.device = device;
    }

    @Override
    public Optional<Assistant> inForce() {
        Settings.Models written = settings().models();
        Judged known = judged;
        if (known == null || !known.models().equals(written)) {
            // once for the same settings: a look-up that finds nothing warns
            boolean any = written.selected().isPresent() || !written.byPurpose().isEmpty();
            known = new Judged(written, any && models.apply(Optional.empty()).model().isPresent());
            judged = known;
        }
        return known.answers() ? Optional.of(this) : Optional.empty();
    }

    /// Whether a model can be had by these settings.
    private record Judged(Settings.Models models, boolean answers) {}

    @Override
    public Optional<Assistant> farewell(Optional<String> instruction) {
        return inForce().map(_ -> new Farewell(this, parts.time(), instruction));
    }

    @Override
    public CompletableFuture<Answer> answer(Heard heard) {
        String said = heard.transcript().text().strip();
        lastSaid = said;
        Settings.Listening rules = settings().listening();
        if (rules.exitCommands().stream().anyMatch(word -> same(word, said))) {
            return streamed(account -> {
                account.lastWords();
                return persona().goodbye(said);
            });
        }
        if (rules.wakeupWords().stream().anyMatch(word -> same(word, said))) {
            return streamed(_ -> persona().greeting(said));
        }
        return CompletableFuture.completedFuture(new Answer.Stream(account -> new Telling(this, parts, heard, said, account)));
    }

    @Override
    public List<String> expects() {
        return List.of();
    }

    @Override
    public boolean needsText() {
        return true;
    }

    @Override
    public Optional<String> apology() {
        return Optional.of(persona().apology(lastSaid));
    }

    @Override
    public String name() {
        return "Conversation";
    }

    /// Holds nothing that must be let go; what was said the connection itself hands to the memory.
    @Override
    public void close() {}

    /// The model for a turn in this mode.
    ///
    /// @throws ProblemException when there is none any more
    LanguageModel model(Heard heard) {
        Choice choice = models.apply(Optional.of(heard.device().mode().word()));
        return choice.model().orElseThrow(() -> new ProblemException(Problem.of(Code.UNEXPECTED, new Subject.Setting("selected_module.LLM"), "no language model is configured any more")));
    }

    /// How wishes are found.
    Settings.Intent intent() {
        return settings().models().intent();
    }

    /// Who finds out what a person wants.
    Optional<LanguageModel> intentModel() {
        return models.apply(Optional.of(Purpose.INTENT.key())).model();
    }

    /// Who chats, whatever the mode; empty when there is none any more.
    Optional<LanguageModel> chatModel() {
        return models.apply(Optional.of(Purpose.CHAT.key())).model();
    }

    /// What was said last, before this turn.
    List<Message> lately() {
        List<Message> spoken = history.messages().stream().filter(message -> message instanceof Message.User || message instanceof Message.Assistant said && !said.text().isEmpty()).toList();
        return spoken.subList(Math.max(0, spoken.size() - LATELY), spoken.size());
    }

    /// What a model is shown: who it is, what was said before, and the turn so far. The memory is asked each time: what a person
    /// corrects or erases in the console holds from the next sentence on. Source: badge-protocol section 3.7.
    List<Message> shown(Heard heard, List<Message> turn) {
        Optional<String> memory = parts.memory().recall(device);
        List<Message> all = new ArrayList<>();
        all.add(new Message.System(persona().instructions(heard.device(), parts.time().now().atZone(parts.zone()), role, memory)));
        all.addAll(history.messages());
        all.addAll(turn);
        return all;
    }

    void keep(List<Message> turn) {
        history.add(turn);
    }

    void play(String taken) {
        role = Optional.of(taken).filter(text -> !text.isBlank());
    }

    String goodbye() {
        return persona().goodbye(lastSaid);
    }

    String farewellSentence() {
        return persona().farewell(lastSaid);
    }

    private Persona persona() {
        return Persona.of(settings().models().persona(device));
    }

    private Settings settings() {
        return parts.settings().get();
    }

    private static boolean same(String one, String other) {
        return !bare(one).isEmpty() && bare(one).equals(bare(other));
    }

    private static String bare(String text) {
        return text.replaceAll("[\\p{P}\\p{S}\\s]+", "").toLowerCase(Locale.ROOT);
    }

    /// An answer that needs no model.
    private static CompletableFuture<Answer> streamed(Function<Account, String> words) {
        return CompletableFuture.completedFuture(new Answer.Stream(account -> new SentenceSource() {
            private boolean said;

            @Override
            public Optional<Sentence> next() {
                if (said) {
                    return Optional.empty();
                }
                said = true;
                return Optional.of(Sentence.of(words.apply(account)));
            }

            @Override
            public void close() {}
        }));
    }
}
