package earshot.llm;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.data.JsonEndFinder;
import earshot.problem.ProblemException;
import earshot.problem.ProblemReason;
import earshot.remote.EventStreamReader.Part;
import earshot.remote.EventStreamReader;
import earshot.remote.ProviderErrors;
import earshot.remote.RetryPolicy;
import earshot.remote.TransientFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Parses one answer: server-sent events of chat completions in the variants that different servers send, or JSON from a server that does not
/// stream. What is neither, such as a sign of life within data, is skipped, and only told when no answer comes; unknown members of a message are collected.
final class ChatStreamParser {
    private static final ObjectReader TREES = JSON.readerFor(JsonNode.class);
    private static final Logger LOG = LoggerFactory.getLogger(ChatStreamParser.class);
    /// Of text, and of the arguments of tools, in one answer.
    static final int MAX_CHARS = 64_000;
    /// Events of one answer, also those without text, such as a model's reasoning.
    static final int MAX_EVENTS = 200_000;
    private static final long MAX_EVENT_CHARS = 64L << 20;
    /// Lines that are not an answer, before one begins.
    private static final int MAX_FOREIGN = 1_000;
    /// Of a web page, whose title is in its head.
    private static final int MAX_PAGE_CHARS = 4_000;
    /// Events that are read ahead of what was asked for.
    private static final int MAX_AHEAD = 256;
    /// What a gateway writes that passes on the line of another one as data.
    private static final String FIELD_AGAIN = "data:";
    /// A last piece this long that is the whole answer once more is a repetition; a shorter one may be said twice.
    private static final int MIN_REPEATED = 12;
    /// Members of a message that hold thoughts, each the choice of some provider.
    private static final List<String> THOUGHTS = List.of("reasoning_content", "reasoning", "reasoning_details", "thinking", "thinking_blocks", "thoughts");

    private final EventStreamReader events;
    private final boolean lengthKnown;
    private final ProviderErrors errors;
    private final Runnable activity;
    private final ThoughtHabit thoughtHabit;
    private final ThoughtFilter thinkTagFilter;
    private final ThoughtMarkScanner markScanner = new ThoughtMarkScanner();
    private final ToolCallNormalizer calls;
    private final ExtraMembersCollector extraMembers = new ExtraMembersCollector();
    /// What was read ahead and is not parsed yet.
    private final Deque<Part> arrived = new ArrayDeque<>();
    private final Deque<ReplyDelta> parsed = new ArrayDeque<>();
    /// The text of the answer with its thoughts, as far as a repetition of it is recognized.
    private final StringBuilder content = new StringBuilder();
    /// What was not an event: its first text, or the lines of a web page.
    private Optional<String> foreign = Optional.empty();
    private Optional<Exception> failure = Optional.empty();
    private String finish = "";
    private int characters;
    private int eventCount;
    private long eventCharacters;
    /// Whether the last event was JSON without the form of an event: alone, it is the whole answer of a server that does not stream.
    private boolean plainJson;
    private boolean anyChoice;
    private boolean anyDelta;
    private boolean any;
    private boolean textGiven;
    private boolean over;

    /// Whether the text so far stops behind a letter or a comma, or a broken event. A gateway whose own provider broke off ends the answer without an
    /// error; this is how such an answer is recognized.
    private boolean midSentence;

    /// @param tools names of the tools that were offered
    /// @param lengthKnown whether the HTTP headers tell where the body ends, so that an early end makes the stream throw
    ChatStreamParser(InputStream in, boolean lengthKnown, Set<String> tools, ProviderErrors errors, ThoughtHabit thoughtHabit, Runnable activity) {
        events = new EventStreamReader(in, EventStreamReader.EventEnd.EACH_VALUE, markScanner);
        this.lengthKnown = lengthKnown;
        calls = new ToolCallNormalizer(tools);
        this.errors = errors;
        this.thoughtHabit = thoughtHabit;
        this.activity = activity;
        thinkTagFilter = new ThoughtFilter(thoughtHabit.beginsWithThought());
    }

    /// The next piece; empty at the end. An answer without any piece is an error, and so is one without end, once its pieces up to the limit are read.
    Optional<ReplyDelta> next() throws IOException {
        readAhead();
        while (parsed.isEmpty() && !over && (failure.isEmpty() || !arrived.isEmpty())) {
            checkLimits();
            read(arrived.isEmpty() ? events.next() : Optional.of(arrived.remove()));
            readAhead();
        }
        if (parsed.isEmpty()) {
            throwFailure();
            if (!any) {
                throw foreign.filter(_ -> !anyChoice || midSentence).map(errors::malformed).orElseGet(() -> errors.emptyAnswer(finish));
            }
        }
        Optional<ReplyDelta> next = Optional.ofNullable(parsed.poll());
        textGiven |= next.isPresent() && next.get() instanceof ReplyDelta.Text;
        return next;
    }

    /// Reads what has arrived already, which costs no waiting, where the end of a thought may be in it: then what was read before is never spoken. Only up to
    /// there it is parsed as well, because somebody waits for the first words. A failure in it comes after the pieces before it.
    private void readAhead() {
        if (over || !thinkTagFilter.mayRetract()) {
            return;
        }
        events.takeArrived();
        if (!markScanner.found() && !thinkTagFilter.withinMark()) {
            return;
        }
        try {
            for (int i = 0; i < MAX_AHEAD && arrived.size() < MAX_AHEAD && !over && failure.isEmpty() && thinkTagFilter.mayRetract(); i++) {
                Optional<Part> part = events.nextArrived();
                if (part.isEmpty()) {
                    return;
                }
                arrived.add(part.get());
                if (thinkTagFilter.withinMark() || ThoughtMark.mayBeginIn(text(part.get()))) {
                    parseArrived();
                }
            }
        } catch (IOException | ProblemException e) {
            failure = Optional.of(e);
        }
    }

    private void parseArrived() throws IOException {
        List<Part> parts = List.copyOf(arrived);
        // none of those behind a failure counts
        arrived.clear();
        for (Part part : parts) {
            if (!over) {
                checkLimits();
                read(Optional.of(part));
            }
        }
    }

    private static String text(Part part) {
        return switch (part) {
            case Part.Event(String _, String data) -> data;
            case Part.ForeignText(String text) -> text;
        };
    }

    private void throwFailure() throws IOException {
        // behind the end of the answer it is nobody's
        if (failure.isPresent() && !over) {
            Exception thrown = failure.get();
            failure = Optional.empty();
            over = true;
            if (thrown instanceof IOException e) {
                throw e;
            }
            throw (ProblemException) thrown;
        }
    }

    private void read(Optional<Part> next) throws IOException {
        if (next.isEmpty()) {
            if (!anyChoice && foreign.isPresent()) {
                throw errors.malformed(foreign.get());
            }
            boolean whole = plainJson && eventCount == 1 && anyChoice && !anyDelta;
            if (finish.isEmpty() && !whole && (!lengthKnown || midSentence)) {
                throw new EOFException("EOF");
            }
            end();
            return;
        }
        eventCount++;
        switch (next.get()) {
            case Part.Event(String name, String data) -> {
                eventCharacters += data.length();
                parseData(name, data.strip());
            }
            case Part.ForeignText(String text) -> {
                eventCharacters += text.length();
                plainJson = true;
                parseData("message", text.strip());
            }
        }
    }

    private void checkLimits() {
        if (characters > MAX_CHARS) {
            throw errors.endless(ProblemReason.BOUND_CHARACTERS, MAX_CHARS);
        }
        if (eventCount >= MAX_EVENTS || eventCharacters > MAX_EVENT_CHARS) {
            throw errors.endless(ProblemReason.BOUND_EVENTS, eventCount);
        }
        if (!anyChoice && foreign.isPresent() && eventCount >= MAX_FOREIGN) {
            throw errors.malformed(foreign.get());
        }
    }

    private void parseData(String name, String written) throws IOException {
        String data = written;
        while (data.startsWith(FIELD_AGAIN)) {
            data = data.substring(FIELD_AGAIN.length()).stripLeading();
        }
        if (data.equalsIgnoreCase("[DONE]")) {
            end();
        } else if (JsonEndFinder.begins(data)) {
            // a gateway may put one event behind the other
            try (MappingIterator<JsonNode> values = TREES.readValues(data)) {
                while (values.hasNextValue() && !over) {
                    JsonNode tree = values.nextValue();
                    for (JsonNode event : tree.isArray() ? tree : List.of(tree)) {
                        parseEvent(name, event, data);
                    }
                }
            } catch (JsonProcessingException _) {
                midSentence = true;
                skip(data);
            }
        } else if (!data.isEmpty()) {
            skip(data);
        }
    }

    private void skip(String data) {
        LOG.debug("skipped what is no event: {}", errors.shownText(data));
        foreign = Optional.of(foreign.map(before -> before.startsWith("<") && before.length() < MAX_PAGE_CHARS ? before + "\n" + data : before).orElse(data));
    }

    private void parseEvent(String name, JsonNode sent, String data) throws IOException {
        if (StreamFailure.isFailure(name, sent)) {
            throw failure(sent);
        }
        JsonNode event = sent.path("data").has("choices") ? sent.path("data") : sent;
        Optional<JsonNode> found = choice(event);
        if (found.isEmpty()) {
            skip(data);
            return;
        }
        activity.run();
        anyChoice = true;
        JsonNode choice = found.get();
        String reason = choice.path("finish_reason").asText("");
        finish = reason.isEmpty() || reason.equals("null") ? finish : reason;
        addDelta(choice.path("delta"), !reason.isEmpty());
        addWhole(choice.path("message"), !reason.isEmpty());
        if (!choice.hasNonNull("delta") && !choice.hasNonNull("message")) {
            addContent(choice.path("text").asText(""));
        }
    }

    /// The choice of an event, also in the form of Ollama's own API.
    private static Optional<JsonNode> choice(JsonNode event) {
        if (event.path("message").isObject() && event.path("done").isBoolean()) {
            ObjectNode choice = JSON.createObjectNode().set("delta", event.path("message"));
            return Optional.of(choice.put("finish_reason", event.path("done").booleanValue() ? event.path("done_reason").asText("stop") : ""));
        }
        return event.has("choices") ? Optional.of(event.path("choices").path(0)) : Optional.empty();
    }

    /// An error that the provider sends in place of an event, with the status that it would have had before the answer.
    private IOException failure(JsonNode event) {
        int status = StreamFailure.status(event);
        ProblemException problem = errors.ofStatus(status, event.toString());
        if (RetryPolicy.mayPass(status)) {
            return new TransientFailure(problem);
        }
        throw problem;
    }

    private void addDelta(JsonNode delta, boolean last) {
        String text = MessageText.of(delta);
        anyDelta |= !text.isEmpty() || delta.path("tool_calls").size() > 0;
        noteThoughts(delta);
        if (!last || text.length() < MIN_REPEATED || !text.contentEquals(content)) {
            addContent(text);
        }
        addMembers(delta);
    }

    /// A message as a whole: the only one, one that grows from event to event, or one that repeats at the end what came in pieces.
    private void addWhole(JsonNode message, boolean last) {
        if (!message.isObject()) {
            return;
        }
        noteThoughts(message);
        String text = MessageText.of(message);
        boolean repeats = !content.isEmpty() && text.startsWith(content.toString()) && (last || text.length() > content.length());
        if (repeats || !anyDelta) {
            addContent(repeats ? text.substring(content.length()) : text);
        }
        if (!anyDelta || !calls.any()) {
            addMembers(message);
        }
        if (last && !anyDelta) {
            end();
        }
    }

    /// Calls, and what is not known.
    private void addMembers(JsonNode message) {
        extraMembers.addMessage(message);
        JsonNode parts = message.path("tool_calls");
        int position = 0;
        for (JsonNode part : parts.isObject() ? List.of(parts) : parts) {
            addToolCall(part, position++);
        }
        if (message.path("function_call").isObject()) {
            addToolCall(JSON.createObjectNode().put("index", 0).set("function", message.path("function_call")), 0);
        }
    }

    private void noteThoughts(JsonNode message) {
        for (String member : THOUGHTS) {
            JsonNode thought = message.path(member);
            if (thought.isContainerNode() ? !thought.isEmpty() : thought.isTextual() && !thought.textValue().isEmpty()) {
                addText(thinkTagFilter.thoughtsAreApart());
                return;
            }
        }
    }

    private void addToolCall(JsonNode part, int position) {
        addText(thinkTagFilter.interrupted());
        any = true;
        midSentence = false;
        ReplyDelta.ToolCallDelta call = calls.normalize(part, position);
        if (part.path("function").isObject()) {
            extraMembers.addCall(call.index(), part);
        }
        // what it holds of memory counts, however little it says
        characters += call.name().length() + call.arguments().length() + 1;
        parsed.add(call);
    }

    private void addContent(String text) {
        if (content.length() <= MAX_CHARS) {
            content.append(text);
        }
        String words = thinkTagFilter.filter(text);
        if (thinkTagFilter.unopened()) {
            // at once: who asked may not read to the end
            thoughtHabit.thought();
        }
        if (thinkTagFilter.takeRetraction()) {
            retract();
        }
        addText(words);
    }

    private void retract() {
        parsed.removeIf(ReplyDelta.Text.class::isInstance);
        any = calls.any();
        midSentence = false;
        if (textGiven) {
            parsed.add(new ReplyDelta.Retraction());
        }
    }

    private void addText(String words) {
        if (!words.isEmpty()) {
            any = true;
            characters += words.length();
            int last = words.codePointBefore(words.length());
            midSentence = Character.isLetter(last) || Character.isWhitespace(last) && midSentence || ",，、;；".indexOf(last) >= 0;
            parsed.add(new ReplyDelta.Text(words));
        }
    }

    private void end() {
        if (over) {
            return;
        }
        addText(thinkTagFilter.flush());
        if (any && !thinkTagFilter.unopened()) {
            thoughtHabit.spokeAtOnce();
        }
        if (any) {
            extraMembers.collected().ifPresent(parsed::add);
        }
        over = true;
    }
}
