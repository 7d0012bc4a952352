package earshot.conversation;

import module java.base;

import earshot.llm.LanguageModel;
import earshot.llm.Message;
import earshot.llm.Prompt;
import earshot.llm.ReplyDelta;
import earshot.llm.ToolCall;
import earshot.llm.ToolDefinition;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemSubject;
import earshot.tool.ToolAction;
import earshot.tool.ToolDispatcher;
import earshot.tool.ToolResult;
import earshot.tool.ToolSettings;
import earshot.turn.AnswerListener;
import earshot.turn.AssistantRequest;
import earshot.turn.Sentence;
import earshot.turn.SentenceSource;
import earshot.turn.TurnFacts.ToolRun;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One answer: asks the model, runs the tools that it calls, asks again with their results, and returns sentences as they become complete.
/// All of it happens on the thread that reads. Sources: badge-protocol sections 3.7 and 5.
final class AnswerStream implements SentenceSource {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerStream.class);
    /// How often a model may call tools in one answer; afterwards it is asked without tools.
    private static final int MAX_ROUNDS = 6;
    /// A device lists its tools in one to three pages, each within a round trip.
    private static final Duration TOOL_LIST_PATIENCE = Duration.ofMillis(1500);
    /// Failures of the way to a provider, which may have passed a moment later.
    private static final Set<ProblemCode> BROKEN = EnumSet.of(ProblemCode.PROVIDER_CUT, ProblemCode.PROVIDER_REFUSED, ProblemCode.PROVIDER_UNREACHABLE);

    private final ModelAssistant assistant;
    private final ConversationServices services;
    private final AssistantRequest request;
    private final AnswerListener listener;
    private final ToolDispatcher toolDispatcher;
    private final ConversationSettings.Intent intent;
    private final String userText;
    private final OpenReply reply = new OpenReply();
    private final SpokenSentences ready = new SpokenSentences();
    private ReplyCollector collector = new ReplyCollector(false, List.of());
    /// What this reply says beside the tools that it calls.
    private String saidInReply = "";
    /// The same, sentence by sentence; and those of a reply that broke off, which this one may repeat.
    private final List<String> sentencesOfReply = new ArrayList<>();
    private List<String> saidBefore = List.of();
    private boolean askedAgain;
    private boolean intentResolved;
    private int rounds;
    private boolean over;

    /// Guards the three fields below, which [#close] reads on any thread.
    private final Object historyLock = new Object();
    private final List<Message> turn = new ArrayList<>();
    private String deliveredText = "";
    private boolean remembered;

    AnswerStream(ModelAssistant assistant, ConversationServices services, AssistantRequest request, String userText, AnswerListener listener) {
        this.assistant = assistant;
        this.services = services;
        this.request = request;
        this.listener = listener;
        toolDispatcher = new ToolDispatcher(services.time(), services.settings().get().of(ToolSettings.SECTION).callLimit(), services.logText(),
            assistant.toolNames(), services.serverTools(), request.tools(),
            new BuiltInTools(services, request, assistant, listener, call -> toolDispatcher().await(call)).list(), assistant::unknownTool);
        this.userText = userText;
        intent = assistant.intent();
        intentResolved = intent != ConversationSettings.Intent.INTENT_LLM;
        turn.add(new Message.User(userText));
    }

    private ToolDispatcher toolDispatcher() {
        return toolDispatcher;
    }

    @Override
    public Optional<Sentence> next() {
        while (ready.isEmpty() && !over) {
            if (reply.closed()) {
                throw new CancellationException();
            }
            if (intentResolved) {
                read();
            } else {
                resolveIntent();
            }
        }
        Optional<Sentence> sentence = ready.poll();
        synchronized (historyLock) {
            sentence.ifPresent(delivered -> deliveredText = Sentence.join(deliveredText, delivered.text()));
        }
        return sentence;
    }

    /// Asks the intent model what the person wants and runs that tool. Without a wanted tool the conversation continues.
    private void resolveIntent() {
        intentResolved = true;
        assistant.intentModel().ifPresent(model -> {
            awaitDeviceTools();
            listener.resolvingIntent();
            IntentQuery query = new IntentQuery(userText, assistant.recentMessages(), toolDispatcher.toolDefinitions());
            query.ask(model, reply, services.time()).ifPresent(call -> runTools(List.of(call), Optional.empty()));
        });
    }

    private void read() {
        if (!reply.isOpen()) {
            ask();
        }
        Optional<ReplyDelta> delta;
        try {
            delta = reply.next();
        } catch (ProblemException e) {
            askAgain(e);
            return;
        }
        if (delta.isEmpty()) {
            reply.finish();
            finishReply();
            saidBefore = List.of();
            return;
        }
        if (collector.isEmpty()) {
            listener.firstTokenReceived();
        }
        if (delta.get() instanceof ReplyDelta.Retraction) {
            ready.clear();
            saidInReply = "";
            sentencesOfReply.clear();
        }
        say(collector.add(delta.get()));
    }

    /// A connection that broke within an answer is tried once more where nothing of this reply was spoken but words before a call, which are not said twice.
    ///
    /// @throws ProblemException the failure itself otherwise
    private void askAgain(ProblemException failure) {
        boolean within = rounds > 1 || !collector.isEmpty();
        boolean unspoken = saidInReply.isEmpty() || collector.calling();
        if (askedAgain || !within || !unspoken || !BROKEN.contains(failure.problem().code()) || reply.closed()) {
            throw failure;
        }
        LOG.warn("asking again: {}", services.logText().format(failure.getMessage()));
        askedAgain = true;
        rounds--;
        saidBefore = List.copyOf(sentencesOfReply);
        reply.finish();
    }

    private void say(List<String> sentences) {
        List<String> fresh = sentences.stream().filter(sentence -> !saidBefore.contains(sentence)).toList();
        sentencesOfReply.addAll(sentences);
        ready.addWritten(fresh);
        for (String sentence : fresh) {
            saidInReply = Sentence.join(saidInReply, sentence);
        }
    }

    private void ask() {
        if (rounds == 0 && offersTools()) {
            awaitDeviceTools();
        }
        LanguageModel model = assistant.model(request, listener);
        rounds++;
        saidInReply = String.join(" ", saidBefore);
        sentencesOfReply.clear();
        List<ToolDefinition> offered = offersTools() && rounds <= MAX_ROUNDS ? offer() : List.of();
        collector = new ReplyCollector(offersTools(), offered);
        reply.ask(model, new Prompt(assistant.promptMessages(request, turn), offered));
    }

    private List<ToolDefinition> offer() {
        List<ToolDefinition> offered = toolDispatcher.toolDefinitions();
        List<String> leftOut = toolDispatcher.leftOutOfDevice();
        if (rounds == 1 && !leftOut.isEmpty()) {
            AssistantRequest.DeviceInfo device = request.device();
            services.problems().raise(
                Problem.of(ProblemCode.TOOLS_LEFT_OUT, new ProblemSubject.Device(device.id()), device.name(), leftOut.size(), String.join(", ", leftOut)));
        }
        return offered;
    }

    /// Right after its hello a device has not listed its tools yet, and a wake word may begin a turn at once.
    private void awaitDeviceTools() {
        CompletableFuture<Boolean> listed = request.tools().listed();
        if (!listed.isDone()) {
            listener.awaitingTools();
            services.time().await(listed, TOOL_LIST_PATIENCE);
        }
    }

    private boolean offersTools() {
        return intent == ConversationSettings.Intent.FUNCTION_CALL;
    }

    /// Speaks the rest of a reply that is complete, or runs the tools that it calls.
    private void finishReply() {
        switch (collector.finish()) {
            case ReplyCollector.CollectedReply.Prose(List<String> rest) -> {
                say(rest);
                over = true;
            }
            case ReplyCollector.CollectedReply.Calls(List<String> rest, List<ToolCall> calls, Optional<String> note) -> {
                say(rest);
                runTools(calls, note);
            }
            case ReplyCollector.CollectedReply.BrokenCall(List<String> rest, String written, String answer, String why) -> {
                say(rest);
                LOG.error("function call error: {}", services.logText().format(written));
                listener.toolFinished(new ToolRun("", written, answer, true, Duration.ZERO, Optional.of(why)));
                ready.add(Sentence.of(answer));
                over = true;
            }
        }
    }

    /// Runs the calls one after another. The model is asked again when a result is meant for it.
    private void runTools(List<ToolCall> calls, Optional<String> note) {
        boolean answered = false;
        // each call goes back with a result: providers refuse a message of which calls are missing
        List<Message.ToolResult> results = new ArrayList<>();
        boolean saidByTool = false;
        for (ToolCall call : calls) {
            ToolResult result = runTool(call, note);
            String outcome = outcome(result);
            results.add(new Message.ToolResult(call.id(), outcome.isEmpty() ? "done" : outcome));
            switch (result.action()) {
                case ERROR, NOTFOUND, RESPONSE -> {
                    ready.addWritten(List.of(result.spoken()));
                    saidByTool = true;
                }
                case NONE -> {}
                case REQLLM -> answered |= !result.result().isEmpty();
            }
        }
        // a tool that has answered the person directly ends the turn
        over = !answered || saidByTool || rounds > MAX_ROUNDS;
        if (rounds > MAX_ROUNDS && deliveredText.isEmpty() && ready.isEmpty()) {
            ready.add(Sentence.of(assistant.apology()));
        }
        if (answered) {
            addToTurn(calls, results);
        }
    }

    private ToolResult runTool(ToolCall call, Optional<String> note) {
        String name = toolDispatcher.shownName(call.name());
        listener.toolStarted(name);
        long from = services.time().nanos();
        ToolResult result = toolDispatcher.run(call);
        Duration took = Duration.ofNanos(services.time().nanos() - from);
        listener.toolFinished(new ToolRun(name, call.arguments(), outcome(result), result.failure().isPresent(), took, result.failure().or(() -> note)));
        if (!toolDispatcher.offers(call.name())) {
            // the model has made it up and is told so: nobody can do anything about it
            return result;
        }
        ProblemSubject subject = new ProblemSubject.Device(request.device().id());
        result.failure().ifPresentOrElse(
            why -> services.problems().raise(Problem.of(ProblemCode.TOOL_FAILED, subject, request.device().name(), name, why)),
            () -> services.problems().resolve(ProblemCode.TOOL_FAILED, subject));
        return result;
    }

    private static String outcome(ToolResult result) {
        return result.action() == ToolAction.REQLLM ? result.result() : result.spoken();
    }

    private void addToTurn(List<ToolCall> calls, List<Message.ToolResult> results) {
        synchronized (historyLock) {
            if (offersTools()) {
                turn.add(new Message.Assistant(saidInReply, calls, collector.extra()));
                turn.addAll(results);
            } else {
                // as plain text, because this model may not support tools
                turn.set(0, IntentQuery.withToolResult(userText, calls.getFirst(), results.getFirst()));
            }
        }
    }

    /// Ends the answer and adds what was returned of it to the history. May be called from any thread.
    @Override
    public void close() {
        reply.close();
        toolDispatcher.close();
        synchronized (historyLock) {
            if (!remembered && !deliveredText.isEmpty()) {
                remembered = true;
                // what was said before a call is part of the whole text
                List<Message> whole = new ArrayList<>(turn.stream()
                    .map(message -> message instanceof Message.Assistant said ? new Message.Assistant("", said.calls(), said.extra()) : message).toList());
                whole.add(new Message.Assistant(deliveredText, List.of()));
                assistant.remember(whole);
            }
        }
    }
}
