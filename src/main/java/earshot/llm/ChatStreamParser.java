package earshot.llm;

import static earshot.data.JsonMappers.JSON;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// Parses one answer: server-sent events of chat completions in the variants that different servers send, or one JSON object from a server
/// that does not stream. A line that is neither is an error; unknown fields of an event are skipped.
final class ChatStreamParser {
    private static final int MAX_ANSWER_CHARS = 4 << 20;

    private final BoundedLineReader lines;
    private final boolean lengthKnown;
    private final ModelErrors modelErrors;
    private final Runnable activity;
    private final ThinkTagFilter thinkTagFilter = new ThinkTagFilter();
    private final ToolCallNormalizer calls = new ToolCallNormalizer();
    private final Deque<ReplyDelta> parsed = new ArrayDeque<>();
    private String finish = "";
    private boolean any;
    private boolean over;

    /// Whether the text so far stops behind a letter or a comma. A gateway whose own provider broke off ends the answer without an error;
    /// this is how such an answer is recognised.
    private boolean midSentence;

    /// @param lengthKnown whether the HTTP headers tell where the body ends, so that an early end makes the stream throw
    /// @param activity runs for each event
    ChatStreamParser(InputStream in, boolean lengthKnown, ModelErrors modelErrors, Runnable activity) {
        lines = new BoundedLineReader(in);
        this.lengthKnown = lengthKnown;
        this.modelErrors = modelErrors;
        this.activity = activity;
    }

    /// The next piece; empty at the end. An answer without any piece is an error.
    Optional<ReplyDelta> next() throws ModelCallFailure, IOException {
        while (parsed.isEmpty() && !over) {
            read(lines.next());
        }
        if (parsed.isEmpty() && !any) {
            throw modelErrors.emptyAnswer(finish);
        }
        return Optional.ofNullable(parsed.poll());
    }

    private void read(Optional<String> next) throws ModelCallFailure, IOException {
        if (next.isEmpty()) {
            if (finish.isEmpty() && (!lengthKnown || midSentence)) {
                throw modelErrors.connectionCut("EOF");
            }
            end();
            return;
        }
        String line = next.get();
        if (line.startsWith("data:")) {
            activity.run();
            parseData(line.substring(5).strip());
        } else if (line.startsWith("{")) {
            parseWholeAnswer(line);
        } else if (!line.isBlank() && !line.startsWith(":") && !line.matches("(event|id|retry):.*")) {
            throw modelErrors.malformed(line);
        }
    }

    private void parseData(String data) throws ModelCallFailure {
        if (data.equals("[DONE]")) {
            end();
        } else if (!data.isEmpty()) {
            parseEvent(parseObject(data));
        }
    }

    private void parseWholeAnswer(String begin) throws ModelCallFailure, IOException {
        StringBuilder text = new StringBuilder(begin);
        for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
            text.append('\n').append(line.get());
            if (text.length() > MAX_ANSWER_CHARS) {
                throw new BoundedLineReader.LineTooLong();
            }
        }
        parseEvent(parseObject(text.toString()));
        end();
    }

    private JsonNode parseObject(String text) throws ModelCallFailure {
        try {
            JsonNode tree = JSON.readTree(text);
            if (tree.isObject()) {
                return tree;
            }
        } catch (JsonProcessingException e) {
            // reported below
        }
        throw modelErrors.malformed(text);
    }

    private void parseEvent(JsonNode event) throws ModelCallFailure {
        boolean error = event.hasNonNull("error") || event.path("object").asText().equals("error");
        if (error) {
            throw modelErrors.ofErrorEvent(event);
        }
        JsonNode choice = event.path("choices").path(0);
        JsonNode message = choice.hasNonNull("delta") ? choice.path("delta") : choice.path("message");
        addText(thinkTagFilter.filter(text(message.path("content"))));
        message.path("tool_calls").forEach(this::addToolCall);
        if (message.path("function_call").isObject()) {
            addToolCall(JSON.createObjectNode().put("index", 0).set("function", message.path("function_call")));
        }
        String reason = choice.path("finish_reason").asText("");
        finish = reason.isEmpty() || reason.equals("null") ? finish : reason;
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
        parsed.add(calls.normalize(part));
    }

    private void addText(String words) {
        if (!words.isEmpty()) {
            any = true;
            int last = words.codePointBefore(words.length());
            midSentence = Character.isLetter(last) || Character.isWhitespace(last) && midSentence || ",，、;；".indexOf(last) >= 0;
            parsed.add(new ReplyDelta.Text(words));
        }
    }

    private void end() {
        addText(thinkTagFilter.flush());
        over = true;
    }
}
