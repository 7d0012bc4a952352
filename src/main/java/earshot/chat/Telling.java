package earshot.chat;

import earshot.config.Settings;
import earshot.device.TurnFacts.ToolRun;
import earshot.llm.Function;
import earshot.llm.LanguageModel;
import earshot.llm.Message;
import earshot.llm.Piece;
import earshot.llm.Prompt;
import earshot.llm.Reply;
import earshot.llm.ToolCall;
import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.problem.ProblemException;
import earshot.problem.Subject;
import earshot.time.Time;
import earshot.tool.Action;
import earshot.tool.CallText;
import earshot.tool.Dispatch;
import earshot.tool.Result;
import earshot.turn.Account;
import earshot.turn.Emotion;
import earshot.turn.Heard;
import earshot.turn.Sentence;
import earshot.turn.SentenceSource;
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
final class Telling implements SentenceSource {
    private static final Logger LOG = LoggerFactory.getLogger(Telling.class);
    /// How often a model may call tools in one answer; afterwards it is asked without tools.
    private static final int ROUNDS = 6;
    private static final int CALLS = 16;
    /// Bound of the text of one reply, in characters: nobody listens to a longer answer.
    private static final int LONGEST = 64_000;

    private final Conversation conversation;
    private final ChatParts parts;
    private final Heard heard;
    private final Account account;
    private final Dispatch tools;
    private final List<Message> turn = new ArrayList<>();
    private final Deque<Sentence> ready = new ArrayDeque<>();
    private final StringBuilder told = new StringBuilder();
    private Optional<Emotion> face = Optional.empty();
    private final Settings.Intent intent;
    private final String said;
    private boolean decided;
    private int rounds;
    private boolean over;
    private boolean kept;

    private volatile boolean closed;
    private volatile Reply reply;
    private Sentences sentences = new Sentences();
    private StringBuilder collected = new StringBuilder();
    private Map<Integer, Parts> calls = new TreeMap<>();
    private Kind kind = Kind.OPEN;

    /// What the text of a reply is: not known yet, prose, or a tool call written as text.
    private enum Kind { OPEN, WORDS, CALL }

    private static final class Parts {
        String id = "";
        String name = "";
        final StringBuilder arguments = new StringBuilder();
    }

    Telling(Conversation conversation, ChatParts parts, Heard heard, String said, Account account) {
        this.conversation = conversation;
        this.parts = parts;
        this.heard = heard;
        this.account = account;
        tools = new Dispatch(parts.time(), parts.logText(), parts.serverTools(), heard.tools(),
            BuiltIns.of(parts, heard, conversation, account, call -> tools().await(call)));
        this.said = said;
        intent = conversation.intent();
        decided = intent != Settings.Intent.INTENT_LLM;
        turn.add(new Message.User(said));
    }

    private Dispatch tools() {
        return tools;
    }

    @Override
    public Optional<Sentence> next() {
        while (ready.isEmpty() && !over) {
            if (closed) {
                throw new CancellationException();
            }
            if (!decided) {
                decide();
                continue;
            }
            if (reply == null) {
                ask();
            }
            Optional<Piece> piece = reply.next();
            if (piece.isEmpty()) {
                finished();
                continue;
            }
            if (kind == Kind.OPEN && collected.isEmpty() && calls.isEmpty()) {
                account.answering();
            }
            switch (piece.get()) {
                case Piece.Text(String text) -> text(text);
                case Piece.CallPart part -> part(part);
            }
        }
        Sentence sentence = ready.poll();
        if (sentence == null) {
            return Optional.empty();
        }
        synchronized (told) {
            told.append(told.isEmpty() || told.charAt(told.length() - 1) >= '\u2E80' ? "" : " ").append(sentence.text());
        }
        return Optional.of(sentence);
    }

    /// Asks the intent model what the person wants and runs that tool. An unusable answer, a failure or a timeout means that the
    /// conversation goes on without a tool.
    private void decide() {
        decided = true;
        Optional<LanguageModel> model = conversation.intentModel();
        if (model.isEmpty()) {
            return;
        }
        account.deciding();
        List<Function> offered = tools.functions();
        StringBuilder answer = new StringBuilder();
        try (Reply asked = model.get().ask(Wish.question(said, conversation.lately(), offered))) {
            reply = asked;
            if (closed) {
                asked.close();
            }
            Time.Timer limit = parts.time().after(Wish.LIMIT, asked::close);
            try {
                for (Optional<Piece> piece = asked.next(); piece.isPresent() && answer.length() < LONGEST; piece = asked.next()) {
                    if (piece.get() instanceof Piece.Text(String text)) {
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
            LOG.warn("{} did not say within {} s what is wanted", model.get().name(), Wish.LIMIT.toSeconds());
            return;
        } catch (ProblemException e) {
            LOG.warn("{} could not be asked what is wanted: {}", model.get().name(), e.problem().code());
            return;
        } finally {
            reply = null;
        }
        Wish.read(answer.toString(), offered).ifPresent(call -> run(List.of(call), Optional.empty()));
    }

    private void ask() {
        LanguageModel model = conversation.model(heard);
        rounds++;
        sentences = new Sentences();
        collected = new StringBuilder();
        calls = new TreeMap<>();
        kind = Kind.OPEN;
        account.asked(model.name());
        reply = model.ask(new Prompt(conversation.shown(heard, turn), withTools() && rounds <= ROUNDS ? tools.functions() : List.of()));
        if (closed) {
            reply.close();
        }
    }

    /// Whether the answering model may call tools.
    private boolean withTools() {
        return intent == Settings.Intent.FUNCTION_CALL;
    }

    private void text(String text) {
        if (collected.length() < LONGEST) {
            collected.append(text);
        }
        switch (kind) {
            case OPEN -> {
                String begin = collected.toString().stripLeading();
                if (withTools() && begin.startsWith(CallText.MARK)) {
                    kind = Kind.CALL;
                } else if (!withTools() || !CallText.MARK.startsWith(begin)) {
                    kind = Kind.WORDS;
                    speak(sentences.add(collected.toString()));
                }
            }
            case WORDS -> {
                // after a tool call nothing more of this reply is spoken
                if (calls.isEmpty() && collected.length() < LONGEST) {
                    speak(sentences.add(text));
                }
            }
            case CALL -> {}
        }
    }

    private void part(Piece.CallPart part) {
        if (!withTools() || calls.size() >= CALLS && !calls.containsKey(part.index())) {
            return;
        }
        Parts call = calls.computeIfAbsent(part.index(), _ -> new Parts());
        call.id = part.id().isEmpty() ? call.id : part.id();
        call.name = part.name().isEmpty() ? call.name : part.name();
        if (call.arguments.length() < LONGEST) {
            call.arguments.append(part.arguments());
        }
    }

    private void speak(List<String> whole) {
        for (String sentence : whole) {
            SpokenText spoken = SpokenText.of(sentence);
            face = spoken.emotion().or(() -> face);
            if (!spoken.text().isEmpty()) {
                ready.add(new Sentence(spoken.text(), face));
                face = Optional.empty();
            }
        }
    }

    /// Handles the end of a reply: speaks the rest of it, or runs the tools that it calls.
    private void finished() {
        reply.close();
        reply = null;
        if (!calls.isEmpty()) {
            List<ToolCall> wanted = calls.values().stream().map(call -> new ToolCall(call.id.isEmpty() ? CallText.newId() : call.id, call.name, call.arguments.toString())).toList();
            if (kind == Kind.WORDS) {
                speak(sentences.end());
            }
            run(wanted, Optional.empty());
            return;
        }
        switch (kind) {
            case CALL -> {
                switch (CallText.read(collected.toString())) {
                    case CallText.Call(ToolCall call) -> run(List.of(call), Optional.of("written as text"));
                    case CallText.Prose(String answer, String why) -> {
                        LOG.error("function call error: {}", parts.logText().of(collected.toString()));
                        account.ran(new ToolRun("", collected.toString(), answer, true, Duration.ZERO, Optional.of(why)));
                        ready.add(Sentence.of(answer));
                        over = true;
                    }
                }
            }
            case OPEN, WORDS -> {
                speak(kind == Kind.OPEN ? sentences.add(collected.toString()) : List.of());
                speak(sentences.end());
                over = true;
            }
        }
    }

    /// Runs the calls one after another. The model is asked again when a result is meant for it.
    ///
    /// @param note recorded with a call that succeeded
    private void run(List<ToolCall> wanted, Optional<String> note) {
        List<ToolCall> answered = new ArrayList<>();
        boolean saidByTool = false;
        List<Message.ToolResult> results = new ArrayList<>();
        for (ToolCall call : wanted) {
            account.running(call.name());
            long from = parts.time().nanos();
            Result result = tools.run(call);
            Duration took = Duration.ofNanos(parts.time().nanos() - from);
            String outcome = result.action() == Action.REQLLM ? result.result() : result.spoken();
            account.ran(new ToolRun(call.name(), call.arguments(), outcome, result.fault().isPresent(), took, result.fault().or(() -> note)));
            Subject subject = new Subject.Device(heard.device().id());
            result.fault().ifPresentOrElse(why -> parts.problems().raise(Problem.of(Code.TOOL_FAILED, subject, heard.device().name(), call.name(), why)),
                () -> parts.problems().resolve(Code.TOOL_FAILED, subject));
            switch (result.action()) {
                case ERROR, NOTFOUND, RESPONSE -> {
                    speak(List.of(result.spoken()));
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
        over = answered.isEmpty() || saidByTool || rounds > ROUNDS;
        if (rounds > ROUNDS && told.isEmpty() && ready.isEmpty()) {
            conversation.apology().map(Sentence::of).ifPresent(ready::add);
        }
        if (!answered.isEmpty()) {
            synchronized (told) {
                if (withTools()) {
                    turn.add(new Message.Assistant("", answered));
                    turn.addAll(results);
                } else {
                    // as plain text, because this model may not support tools
                    turn.set(0, Wish.fulfilled(said, answered.getFirst(), results.getFirst()));
                }
            }
        }
    }

    /// Ends the answer and adds what was returned of it to the history. May be called from any thread.
    @Override
    public void close() {
        closed = true;
        Reply asked = reply;
        if (asked != null) {
            asked.close();
        }
        tools.close();
        synchronized (told) {
            if (!kept && !told.isEmpty()) {
                kept = true;
                List<Message> whole = new ArrayList<>(turn);
                whole.add(new Message.Assistant(told.toString(), List.of()));
                conversation.keep(whole);
            }
        }
    }
}
