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

/// The assistant of one connection that answers by a language model, with the history, role and persona of the conversation. It is active
/// as soon as a model is configured and usable. Safe for use from any thread; one turn at a time asks it.
public final class Conversation implements Assistant, Companion {
    /// How much of the history a model gets, in characters.
    private static final int SHOWN = 16_000;
    /// How many of the last messages the intent query gets, so that a short sentence can be understood.
    private static final int LATELY = 2;

    private final ChatParts parts;
    private final String device;
    private final Function<Optional<String>, Choice> models;
    private final History history = new History(SHOWN);
    private volatile Optional<String> role = Optional.empty();
    private volatile String lastSaid = "";
    private volatile Judged judged;

    /// @param device the normalised id
    /// @param models resolves the model of a connection mode
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
            // once for the same settings: a lookup that finds nothing logs a warning
            boolean any = written.selected().isPresent() || !written.byPurpose().isEmpty();
            known = new Judged(written, any && models.apply(Optional.empty()).model().isPresent());
            judged = known;
        }
        return known.answers() ? Optional.of(this) : Optional.empty();
    }

    /// Whether these settings give a usable model.
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

    /// Nothing to release: the connection itself passes what was said to the memory.
    @Override
    public void close() {}

    /// The model for a turn in this mode.
    ///
    /// @throws ProblemException when no model is configured any more
    LanguageModel model(Heard heard) {
        Choice choice = models.apply(Optional.of(heard.device().mode().word()));
        return choice.model().orElseThrow(() -> new ProblemException(Problem.of(Code.UNEXPECTED, new Subject.Setting("selected_module.LLM"), "no language model is configured any more")));
    }

    /// How the person's intent is found.
    Settings.Intent intent() {
        return settings().models().intent();
    }

    /// The model that finds the person's intent.
    Optional<LanguageModel> intentModel() {
        return models.apply(Optional.of(Purpose.INTENT.key())).model();
    }

    /// The model for the purpose `chat`, whatever the mode; empty when none is configured any more.
    Optional<LanguageModel> chatModel() {
        return models.apply(Optional.of(Purpose.CHAT.key())).model();
    }

    /// The last spoken messages before this turn, without tool calls and their results.
    List<Message> lately() {
        List<Message> spoken = history.messages().stream().filter(message -> message instanceof Message.User || message instanceof Message.Assistant said && !said.text().isEmpty()).toList();
        return spoken.subList(Math.max(0, spoken.size() - LATELY), spoken.size());
    }

    /// The messages of a request: the persona, the history, and the turn so far. The memory is read each time, so that what a person
    /// corrects or deletes in the console applies from the next request on. Source: badge-protocol section 3.7.
    List<Message> shown(Heard heard, List<Message> turn) {
        Optional<String> memory = parts.memory().recall(device);
        List<Message> all = new ArrayList<>();
        all.add(new Message.System(persona().instructions(heard.device(), parts.time().now().atZone(parts.zone()), role, memory)));
        all.addAll(history.messages());
        all.addAll(turn);
        return all;
    }

    /// Adds a finished turn to the history.
    void keep(List<Message> turn) {
        history.add(turn);
    }

    /// Plays a role from now on; blank text ends it.
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
