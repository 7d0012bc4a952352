package earshot.llm;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import earshot.problem.ProblemException;
import earshot.remote.EventStreamReader;
import earshot.remote.EventStreamReader.Part;
import earshot.remote.ProviderErrors;
import earshot.remote.RetryPolicy;
import earshot.remote.TransientFailure;

/// Parses one answer: server-sent events of chat completions in the variants that different servers send, or one JSON object from a server
/// that does not stream. A line that is neither is an error; unknown members of a message are collected.
final class ChatStreamParser {
    /// Of text, and of the arguments of tools, in one answer.
    static final int MAX_CHARS = 64_000;
    /// Events of one answer, also those without text, such as a model's reasoning.
    static final int MAX_EVENTS = 200_000;
    private static final long MAX_EVENT_CHARS = 64L << 20;

    private final EventStreamReader events;
    private final boolean lengthKnown;
    private final ProviderErrors errors;
    private final Runnable activity;
    private final ThinkTagFilter thinkTagFilter = new ThinkTagFilter();
    private final ToolCallNormalizer calls = new ToolCallNormalizer();
    private final ExtraMembersCollector extraMembers = new ExtraMembersCollector();
    private final Deque<ReplyDelta> parsed = new ArrayDeque<>();
    private String finish = "";
    private int characters;
    private int eventCount;
    private long eventCharacters;
    private boolean any;
    private boolean over;

    /// Whether the text so far stops behind a letter or a comma. A gateway whose own provider broke off ends the answer without an error;
    /// this is how such an answer is recognised.
    private boolean midSentence;

    /// @param lengthKnown whether the HTTP headers tell where the body ends, so that an early end makes the stream throw
    ChatStreamParser(InputStream in, boolean lengthKnown, ProviderErrors errors, Runnable activity) {
        events = new EventStreamReader(in, EventStreamReader.EventEnd.EACH_VALUE);
        this.lengthKnown = lengthKnown;
        this.errors = errors;
        this.activity = activity;
    }

    /// The next piece; empty at the end. An answer without any piece is an error, and so is one without end, once its pieces up to the limit are read.
    Optional<ReplyDelta> next() throws IOException {
        while (parsed.isEmpty() && !over) {
            checkLimits();
            read(events.next());
        }
        if (parsed.isEmpty() && !any) {
            throw errors.emptyAnswer(finish);
        }
        return Optional.ofNullable(parsed.poll());
    }

    private void read(Optional<Part> next) throws IOException {
        if (next.isEmpty()) {
            if (finish.isEmpty() && (!lengthKnown || midSentence)) {
                throw new EOFException("EOF");
            }
            end();
            return;
        }
        switch (next.get()) {
            case Part.Event(String _, String data) -> {
                activity.run();
                eventCount++;
                eventCharacters += data.length();
                parseData(data);
            }
            case Part.ForeignText(String text) when text.stripLeading().startsWith("{") -> {
                parseEvent(parseObject(text));
                end();
            }
            case Part.ForeignText(String text) -> throw errors.malformed(text);
        }
    }

    private void checkLimits() {
        if (characters > MAX_CHARS) {
            throw errors.endless(MAX_CHARS + " characters");
        }
        if (eventCount >= MAX_EVENTS || eventCharacters > MAX_EVENT_CHARS) {
            throw errors.endless(eventCount + " events");
        }
    }

    private void parseData(String data) throws IOException {
        if (data.strip().equals("[DONE]")) {
            end();
        } else if (!data.isBlank()) {
            parseEvent(parseObject(data));
        }
    }

    private JsonNode parseObject(String text) throws IOException {
        try {
            JsonNode tree = JSON.readTree(text);
            if (tree.isObject()) {
                return tree;
            }
        } catch (JsonProcessingException e) {
            // reported below
        }
        throw errors.malformed(text);
    }

    private void parseEvent(JsonNode event) throws IOException {
        boolean error = event.hasNonNull("error") || event.path("object").asText().equals("error");
        if (error) {
            throw failure(event);
        }
        JsonNode choice = event.path("choices").path(0);
        JsonNode message = choice.hasNonNull("delta") ? choice.path("delta") : choice.path("message");
        addText(thinkTagFilter.filter(text(message.path("content"))));
        extraMembers.addMessage(message);
        message.path("tool_calls").forEach(this::addToolCall);
        if (message.path("function_call").isObject()) {
            addToolCall(JSON.createObjectNode().put("index", 0).set("function", message.path("function_call")));
        }
        String reason = choice.path("finish_reason").asText("");
        finish = reason.isEmpty() || reason.equals("null") ? finish : reason;
    }

    /// An error that the provider sends in place of an event, with the status that it would have had before the answer.
    private IOException failure(JsonNode event) {
        int status = Math.max(event.at("/error/code").asInt(0), event.path("code").asInt(0));
        ProblemException problem = errors.ofStatus(status, event.toString());
        if (RetryPolicy.mayPass(status)) {
            return new TransientFailure(problem);
        }
        throw problem;
    }

    /// Some servers send the content as a list of parts.
    private static String text(JsonNode content) {
        if (!content.isArray()) {
            return content.isTextual() ? content.asText() : "";
        }
        StringBuilder text = new StringBuilder();
        content.forEach(part -> text.append(part.path("text").asText("")));
        return text.toString();
    }

    private void addToolCall(JsonNode part) {
        any = true;
        midSentence = false;
        ReplyDelta.ToolCallDelta call = calls.normalize(part);
        extraMembers.addCall(call.index(), part);
        // what it holds of memory counts, however little it says
        characters += call.name().length() + call.arguments().length() + 1;
        parsed.add(call);
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
        addText(thinkTagFilter.flush());
        if (any) {
            extraMembers.collected().ifPresent(parsed::add);
        }
        over = true;
    }
}
