package earshot.conversation;

import earshot.config.Settings;
import earshot.llm.LanguageModel;
import earshot.llm.Message;
import earshot.llm.ModelReply;
import earshot.llm.Prompt;
import earshot.llm.ReplyDelta;
import earshot.llm.ToolCall;
import earshot.llm.ToolDefinition;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemSubject;
import earshot.time.Time;
import earshot.tool.TextToolCall;
import earshot.tool.ToolAction;
import earshot.tool.ToolDispatcher;
import earshot.tool.ToolResult;
import earshot.turn.AnswerListener;
import earshot.turn.AssistantRequest;
import earshot.turn.Emotion;
import earshot.turn.Sentence;
import earshot.turn.SentenceSource;
import earshot.turn.TurnFacts.ToolRun;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One answer: asks the model, runs the tools that it calls, asks again with their results, and returns sentences as they become complete.
/// All of it happens on the thread that reads. Sources: badge-protocol sections 3.7 and 5.
final class AnswerStream implements SentenceSource {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerStream.class);
    /// How often a model may call tools in one answer; afterwards it is asked without tools.
    private static final int MAX_ROUNDS = 6;
    private static final int MAX_CALLS = 16;
    /// Bound of the text of one reply, in characters: nobody listens to a longer answer.
    private static final int MAX_CHARS = 64_000;

    private final ModelAssistant modelAssistant;
    private final ConversationServices services;
    private final AssistantRequest assistantRequest;
    private final AnswerListener answerListener;
    private final ToolDispatcher toolDispatcher;
    private final List<Message> turn = new ArrayList<>();
    private final Deque<Sentence> ready = new ArrayDeque<>();
    private final StringBuilder deliveredText = new StringBuilder();
    private Optional<Emotion> pendingEmotion = Optional.empty();
    private final Settings.Intent intent;
    private final String userText;
    private boolean intentResolved;
    private int rounds;
    private boolean over;
    private boolean remembered;

    private volatile boolean closed;
    private volatile ModelReply reply;
    private SentenceSplitter sentences = new SentenceSplitter();
    private StringBuilder collected = new StringBuilder();
    private Map<Integer, ToolCallBuilder> calls = new TreeMap<>();
    private ReplyKind replyKind = ReplyKind.UNDECIDED;

    /// What the text of a reply is: not known yet, prose, or a tool call written as text.
    private enum ReplyKind { UNDECIDED, PROSE, TOOL_CALL }

    private static final class ToolCallBuilder {
        String id = "";
        String name = "";
        final StringBuilder arguments = new StringBuilder();
    }

    AnswerStream(ModelAssistant modelAssistant, ConversationServices services, AssistantRequest assistantRequest, String userText, AnswerListener answerListener) {
        this.modelAssistant = modelAssistant;
        this.services = services;
        this.assistantRequest = assistantRequest;
        this.answerListener = answerListener;
        toolDispatcher = new ToolDispatcher(services.time(), services.logText(), services.serverTools(), assistantRequest.tools(),
            BuiltInTools.create(services, assistantRequest, modelAssistant, answerListener, call -> toolDispatcher().await(call)));
        this.userText = userText;
        intent = modelAssistant.intent();
        intentResolved = intent != Settings.Intent.INTENT_LLM;
        turn.add(new Message.User(userText));
    }

    private ToolDispatcher toolDispatcher() {
        return toolDispatcher;
    }

    @Override
    public Optional<Sentence> next() {
        while (ready.isEmpty() && !over) {
            if (closed) {
                throw new CancellationException();
            }
            if (!intentResolved) {
                resolveIntent();
                continue;
            }
            if (reply == null) {
                ask();
            }
            Optional<ReplyDelta> replyDelta = reply.next();
            if (replyDelta.isEmpty()) {
                finishReply();
                continue;
            }
            if (replyKind == ReplyKind.UNDECIDED && collected.isEmpty() && calls.isEmpty()) {
                answerListener.firstTokenReceived();
            }
            switch (replyDelta.get()) {
                case ReplyDelta.Text(String text) -> addText(text);
                case ReplyDelta.ToolCallDelta part -> addToolCall(part);
            }
        }
        Sentence sentence = ready.poll();
        if (sentence == null) {
            return Optional.empty();
        }
        synchronized (deliveredText) {
            deliveredText.append(deliveredText.isEmpty() || deliveredText.charAt(deliveredText.length() - 1) >= '\u2E80' ? "" : " ").append(sentence.text());
        }
        return Optional.of(sentence);
    }

    /// Asks the intent model what the person wants and runs that tool. An unusable answer, a failure or a timeout means that the
    /// conversation goes on without a tool.
    private void resolveIntent() {
        intentResolved = true;
        Optional<LanguageModel> model = modelAssistant.intentModel();
        if (model.isEmpty()) {
            return;
        }
        answerListener.resolvingIntent();
        List<ToolDefinition> offered = toolDispatcher.toolDefinitions();
        StringBuilder answer = new StringBuilder();
        try (ModelReply asked = model.get().ask(IntentQuery.prompt(userText, modelAssistant.recentMessages(), offered))) {
            reply = asked;
            if (closed) {
                asked.close();
            }
            Time.Timer limit = services.time().after(IntentQuery.LIMIT, asked::close);
            try {
                for (Optional<ReplyDelta> replyDelta = asked.next(); replyDelta.isPresent() && answer.length() < MAX_CHARS; replyDelta = asked.next()) {
                    if (replyDelta.get() instanceof ReplyDelta.Text(String text)) {
                        answer.append(text);
                    }
                }
            } finally {
                limit.cancel();
            }
        } catch (CancellationException e) {
            if (closed) {
                throw e;
            }
            LOG.warn("{} did not say within {} s what is wanted", model.get().name(), IntentQuery.LIMIT.toSeconds());
            return;
        } catch (ProblemException e) {
            LOG.warn("{} could not be asked what is wanted: {}", model.get().name(), e.problem().code());
            return;
        } finally {
            reply = null;
        }
        IntentQuery.parse(answer.toString(), offered).ifPresent(call -> runTools(List.of(call), Optional.empty()));
    }

    private void ask() {
        LanguageModel model = modelAssistant.model(assistantRequest);
        rounds++;
        sentences = new SentenceSplitter();
        collected = new StringBuilder();
        calls = new TreeMap<>();
        replyKind = ReplyKind.UNDECIDED;
        answerListener.modelAsked(model.name());
        reply = model.ask(new Prompt(modelAssistant.promptMessages(assistantRequest, turn), offersTools() && rounds <= MAX_ROUNDS ? toolDispatcher.toolDefinitions() : List.of()));
        if (closed) {
            reply.close();
        }
    }

    /// Whether the answering model may call tools.
    private boolean offersTools() {
        return intent == Settings.Intent.FUNCTION_CALL;
    }

    private void addText(String text) {
        if (collected.length() < MAX_CHARS) {
            collected.append(text);
        }
        switch (replyKind) {
            case UNDECIDED -> {
                String begin = collected.toString().stripLeading();
                if (offersTools() && begin.startsWith(TextToolCall.MARK)) {
                    replyKind = ReplyKind.TOOL_CALL;
                } else if (!offersTools() || !TextToolCall.MARK.startsWith(begin)) {
                    replyKind = ReplyKind.PROSE;
                    addSentences(sentences.add(collected.toString()));
                }
            }
            case PROSE -> {
                // after a tool call nothing more of this reply is spoken
                if (calls.isEmpty() && collected.length() < MAX_CHARS) {
                    addSentences(sentences.add(text));
                }
            }
            case TOOL_CALL -> {}
        }
    }

    private void addToolCall(ReplyDelta.ToolCallDelta part) {
        if (!offersTools() || calls.size() >= MAX_CALLS && !calls.containsKey(part.index())) {
            return;
        }
        ToolCallBuilder call = calls.computeIfAbsent(part.index(), _ -> new ToolCallBuilder());
        call.id = part.id().isEmpty() ? call.id : part.id();
        call.name = part.name().isEmpty() ? call.name : part.name();
        if (call.arguments.length() < MAX_CHARS) {
            call.arguments.append(part.arguments());
        }
    }

    private void addSentences(List<String> whole) {
        for (String sentence : whole) {
            SpokenText spoken = SpokenText.of(sentence);
            pendingEmotion = spoken.emotion().or(() -> pendingEmotion);
            if (!spoken.text().isEmpty()) {
                ready.add(new Sentence(spoken.text(), pendingEmotion));
                pendingEmotion = Optional.empty();
            }
        }
    }

    /// Handles the end of a reply: speaks the rest of it, or runs the tools that it calls.
    private void finishReply() {
        reply.close();
        reply = null;
        if (!calls.isEmpty()) {
            List<ToolCall> wanted = calls.values().stream().map(call -> new ToolCall(call.id.isEmpty() ? TextToolCall.newId() : call.id, call.name, call.arguments.toString())).toList();
            if (replyKind == ReplyKind.PROSE) {
                addSentences(sentences.finish());
            }
            runTools(wanted, Optional.empty());
            return;
        }
        switch (replyKind) {
            case TOOL_CALL -> {
                switch (TextToolCall.parse(collected.toString())) {
                    case TextToolCall.Call(ToolCall call) -> runTools(List.of(call), Optional.of("written as text"));
                    case TextToolCall.Prose(String answer, String why) -> {
                        LOG.error("function call error: {}", services.logText().format(collected.toString()));
                        answerListener.toolFinished(new ToolRun("", collected.toString(), answer, true, Duration.ZERO, Optional.of(why)));
                        ready.add(Sentence.of(answer));
                        over = true;
                    }
                }
            }
            case UNDECIDED, PROSE -> {
                addSentences(replyKind == ReplyKind.UNDECIDED ? sentences.add(collected.toString()) : List.of());
                addSentences(sentences.finish());
                over = true;
            }
        }
    }

    /// Runs the calls one after another. The model is asked again when a result is meant for it.
    ///
    /// @param note recorded with a call that succeeded
    private void runTools(List<ToolCall> wanted, Optional<String> note) {
        List<ToolCall> answered = new ArrayList<>();
        boolean saidByTool = false;
        List<Message.ToolResult> results = new ArrayList<>();
        for (ToolCall call : wanted) {
            answerListener.toolStarted(call.name());
            long from = services.time().nanos();
            ToolResult result = toolDispatcher.run(call);
            Duration took = Duration.ofNanos(services.time().nanos() - from);
            String outcome = result.action() == ToolAction.REQLLM ? result.result() : result.spoken();
            answerListener.toolFinished(new ToolRun(call.name(), call.arguments(), outcome, result.fault().isPresent(), took, result.fault().or(() -> note)));
            ProblemSubject subject = new ProblemSubject.Device(assistantRequest.device().id());
            result.fault().ifPresentOrElse(why -> services.problems().raise(Problem.of(ProblemCode.TOOL_FAILED, subject, assistantRequest.device().name(), call.name(), why)),
                () -> services.problems().resolve(ProblemCode.TOOL_FAILED, subject));
            switch (result.action()) {
                case ERROR, NOTFOUND, RESPONSE -> {
                    addSentences(List.of(result.spoken()));
                    saidByTool = true;
                }
                case NONE -> {}
                case REQLLM -> {
                    if (!result.result().isEmpty()) {
                        answered.add(call);
                        results.add(new Message.ToolResult(call.id(), result.result()));
                    }
                }
            }
        }
        // a tool that has answered the person directly ends the turn
        over = answered.isEmpty() || saidByTool || rounds > MAX_ROUNDS;
        if (rounds > MAX_ROUNDS && deliveredText.isEmpty() && ready.isEmpty()) {
            modelAssistant.apology().map(Sentence::of).ifPresent(ready::add);
        }
        if (!answered.isEmpty()) {
            synchronized (deliveredText) {
                if (offersTools()) {
                    turn.add(new Message.Assistant("", answered));
                    turn.addAll(results);
                } else {
                    // as plain text, because this model may not support tools
                    turn.set(0, IntentQuery.withToolResult(userText, answered.getFirst(), results.getFirst()));
                }
            }
        }
    }

    /// Ends the answer and adds what was returned of it to the history. May be called from any thread.
    @Override
    public void close() {
        closed = true;
        ModelReply asked = reply;
        if (asked != null) {
            asked.close();
        }
        toolDispatcher.close();
        synchronized (deliveredText) {
            if (!remembered && !deliveredText.isEmpty()) {
                remembered = true;
                List<Message> whole = new ArrayList<>(turn);
                whole.add(new Message.Assistant(deliveredText.toString(), List.of()));
                modelAssistant.remember(whole);
            }
        }
    }
}
