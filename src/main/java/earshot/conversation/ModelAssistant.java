package earshot.conversation;

import module java.base;

import earshot.config.Settings;
import earshot.data.LetterCase;
import earshot.device.ListeningSettings;
import earshot.id.DeviceId;
import earshot.llm.LanguageModel;
import earshot.llm.Message;
import earshot.llm.ModelResolution;
import earshot.llm.ModelSettings;
import earshot.llm.Purpose;
import earshot.llm.ResolutionReason;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemSubject;
import earshot.tool.ToolNames;
import earshot.turn.AnswerListener;
import earshot.turn.Assistant;
import earshot.turn.AssistantAnswer;
import earshot.turn.AssistantRequest;
import earshot.turn.Sentence;
import earshot.turn.SentenceSource;

/// The assistant of one connection that answers by a language model, with the history, role and persona of the conversation. It is active
/// as soon as a model is configured and usable. Safe for use from any thread; one turn at a time asks it.
public final class ModelAssistant implements Assistant, ConnectionAssistant {
    /// How much of the history a model gets, in characters.
    private static final int HISTORY_CHARS = 16_000;
    private static final Pattern PUNCTUATION = Pattern.compile("[\\p{P}\\p{S}\\s]+");
    /// How many of the last messages the intent query gets, so that a short sentence can be understood.
    private static final int RECENT_MESSAGES = 2;
    /// Asking again does not help until somebody changes something.
    private static final Set<ProblemCode> LASTING = EnumSet.of(ProblemCode.PROVIDER_INCOMPLETE, ProblemCode.PROVIDER_UNKNOWN, ProblemCode.PROVIDER_KEY_REFUSED,
        ProblemCode.PROVIDER_NOT_FOUND, ProblemCode.PROVIDER_CLOCK,
        ProblemCode.PROVIDER_QUOTA, ProblemCode.PROVIDER_REGION, ProblemCode.PROVIDER_CONTEXT, ProblemCode.PROVIDER_DECLINED, ProblemCode.PROVIDER_PATH_UNKNOWN,
        ProblemCode.PROVIDER_WEB_PAGE,
        ProblemCode.PROVIDER_INSECURE, ProblemCode.PROVIDER_REFUSED, ProblemCode.PROVIDER_HOST_UNKNOWN, ProblemCode.PROVIDER_HOST_IN_CONTAINER,
        ProblemCode.PROVIDER_HOST_MULTICAST,
        ProblemCode.PROVIDER_CERTIFICATE, ProblemCode.PROVIDER_PROXY_FAILED, ProblemCode.PROVIDER_PROXY_UNUSABLE, ProblemCode.PROVIDER_ITSELF,
        ProblemCode.PROVIDER_UNFILLED,
        ProblemCode.PROVIDER_MALFORMED);

    private final ConversationServices services;
    private final DeviceId device;
    private final Function<Optional<String>, ModelResolution> models;
    private final ConversationHistory history = new ConversationHistory(HISTORY_CHARS);
    private final ToolNames toolNames;
    private volatile Optional<String> role = Optional.empty();
    private volatile String lastUserText = "";
    private volatile Availability availability;
    /// The last one: it is made once for the same settings.
    private volatile Persona persona = Persona.of(Optional.empty());

    /// @param device the normalized id
    /// @param models resolves the model of a connection mode
    public ModelAssistant(ConversationServices services, DeviceId device, Function<Optional<String>, ModelResolution> models) {
        this.services = services;
        this.models = models;
        this.device = device;
        toolNames = new ToolNames(Stream.concat(BuiltInTools.NAMES.stream(), services.features().names().stream()).collect(Collectors.toSet()));
    }

    @Override
    public Optional<Assistant> active() {
        ModelSettings written = settings().of(ModelSettings.SECTION);
        Availability known = availability;
        if (known == null || !known.models().equals(written)) {
            // once for the same settings: a lookup that finds nothing logs a warning
            boolean any = written.selected().isPresent() || !written.byPurpose().isEmpty();
            known = new Availability(written, any && models.apply(Optional.empty()).model().isPresent());
            availability = known;
        }
        return known.available() ? Optional.of(this) : Optional.empty();
    }

    private record Availability(ModelSettings models, boolean available) {}

    @Override
    public Optional<Assistant> farewell(Optional<String> instruction) {
        return active().map(_ -> new FarewellAssistant(this, services.time(), instruction));
    }

    @Override
    public CompletableFuture<AssistantAnswer> answer(AssistantRequest assistantRequest) {
        String userText = assistantRequest.recognitionResult().text().strip();
        lastUserText = userText;
        ListeningSettings rules = settings().of(ListeningSettings.SECTION);
        if (isOneOf(rules.exitCommands(), userText)) {
            return fixedAnswer(answerListener -> {
                answerListener.closeAfterAnswer();
                return sentence(FixedSentence.GOODBYE);
            });
        }
        if (isOneOf(rules.wakeupWords(), userText)) {
            return fixedAnswer(_ -> sentence(FixedSentence.GREETING));
        }
        return CompletableFuture
            .completedFuture(new AssistantAnswer.Stream(answerListener -> new AnswerStream(this, services, assistantRequest, userText, answerListener)));
    }

    @Override
    public boolean needsText() {
        return true;
    }

    @Override
    public Optional<String> apology(ProblemCode failure) {
        return Optional
            .of(sentence(failure == ProblemCode.PROVIDER_FILTERED ? FixedSentence.NOT_ANSWERED : LASTING.contains(failure) ? FixedSentence.OUT_OF_ORDER
                : FixedSentence.APOLOGY));
    }

    @Override
    public String name() {
        return "Conversation";
    }

    /// The model for a turn in this mode.
    ///
    /// @throws ProblemException when no model is configured any more
    LanguageModel model(AssistantRequest assistantRequest, AnswerListener listener) {
        ModelResolution modelResolution = models.apply(Optional.of(assistantRequest.device().mode().wireName()));
        modelResolution.model().ifPresent(model -> {
            listener.modelAsked(model.name());
            if (modelResolution.reason() == ResolutionReason.UNKNOWN_ALIAS) {
                listener.modelStandsIn(model.name(), modelResolution.detail());
            }
        });
        return modelResolution.model().orElseThrow(() -> new ProblemException(
            Problem.of(ProblemCode.UNEXPECTED, new ProblemSubject.Setting("selected_module.LLM"), "no language model is configured any more")));
    }

    ConversationSettings.Intent intent() {
        return settings().of(ConversationSettings.SECTION).intent();
    }

    Optional<LanguageModel> intentModel() {
        return models.apply(Optional.of(Purpose.INTENT.key())).model();
    }

    /// The model for the purpose `chat`, whatever the mode; empty when none is configured any more.
    Optional<LanguageModel> chatModel() {
        return models.apply(Optional.of(Purpose.CHAT.key())).model();
    }

    /// The last spoken messages before this turn, without tool calls and their results.
    List<Message> recentMessages() {
        List<Message> spoken = history.messages().stream()
            .filter(message -> message instanceof Message.User || message instanceof Message.Assistant userText && !userText.text().isEmpty()).toList();
        return spoken.subList(Math.max(0, spoken.size() - RECENT_MESSAGES), spoken.size());
    }

    /// The messages of a request: the persona, the history, and the turn so far. The memory is read each time, so that what a person
    /// corrects or deletes in the console applies from the next request on. Source: badge-protocol section 3.7.
    List<Message> promptMessages(AssistantRequest assistantRequest, List<Message> turn) {
        Optional<String> memory = services.memory().recall(device);
        List<Message> all = new ArrayList<>();
        all.add(new Message.System(persona().instructions(assistantRequest.device(), services.time().now().atZone(services.zone()), role, memory)));
        all.addAll(history.messages());
        all.addAll(turn);
        return all;
    }

    ToolNames toolNames() {
        return toolNames;
    }

    void remember(List<Message> turn) {
        history.add(turn);
    }

    /// Plays a role from now on; blank text ends it.
    void takeRole(String taken) {
        role = Optional.of(taken).filter(text -> !text.isBlank());
    }

    String goodbye() {
        return sentence(FixedSentence.GOODBYE);
    }

    String farewellSentence() {
        return sentence(FixedSentence.FAREWELL);
    }

    /// What a model is told that calls a tool which does not exist.
    String unknownTool(String name, List<String> known) {
        return sentence(FixedSentence.UNKNOWN_TOOL).replace("{tools}", known.isEmpty() ? "–" : String.join(", ", known)).replace("{tool}", name);
    }

    String apology() {
        return sentence(FixedSentence.APOLOGY);
    }

    /// The language of the conversation, as far as it is known.
    Optional<String> language() {
        return settings().of(FixedSentenceSettings.SECTION).language(settings().of(ConversationSettings.SECTION).persona(device), lastUserText);
    }

    private String sentence(FixedSentence fixedSentence) {
        return settings().of(FixedSentenceSettings.SECTION).sentence(fixedSentence, settings().of(ConversationSettings.SECTION).persona(device), lastUserText);
    }

    private Persona persona() {
        Optional<String> written = settings().of(ConversationSettings.SECTION).persona(device);
        Persona known = persona;
        if (!known.isOf(written)) {
            known = Persona.of(written);
            persona = known;
        }
        return known;
    }

    private Settings settings() {
        return services.settings().get();
    }

    /// Whether a text is one of these but for punctuation and capitals.
    private static boolean isOneOf(Collection<String> sentences, String text) {
        String plain = withoutPunctuation(text);
        return !plain.isEmpty() && sentences.stream().anyMatch(sentence -> withoutPunctuation(sentence).equals(plain));
    }

    private static String withoutPunctuation(String text) {
        return LetterCase.folded(PUNCTUATION.matcher(text).replaceAll(""));
    }

    /// An answer that needs no model.
    private static CompletableFuture<AssistantAnswer> fixedAnswer(Function<AnswerListener, String> words) {
        return CompletableFuture.completedFuture(new AssistantAnswer.Stream(answerListener -> new SentenceSource() {
            private boolean said;

            @Override
            public Optional<Sentence> next() {
                if (said) {
                    return Optional.empty();
                }
                said = true;
                return Optional.of(Sentence.of(words.apply(answerListener)));
            }

            @Override
            public void close() {}
        }));
    }
}
