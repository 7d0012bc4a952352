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
final class ChatStream {
    private static final int LONGEST_WHOLE = 4 << 20;

    private final EventLines lines;
    private final boolean framed;
    private final Faults faults;
    private final Runnable signOfLife;
    private final Thoughts thoughts = new Thoughts();
    private final CallParts calls = new CallParts();
    private final Deque<Piece> ready = new ArrayDeque<>();
    private String finish = "";
    private boolean any;
    private boolean over;

    /// Whether the text so far stops behind a letter or a comma. A gateway whose own provider broke off ends the answer without an error;
    /// this is how such an answer is recognised.
    private boolean midSentence;

    /// @param framed whether the HTTP headers tell where the body ends, so that an early end makes the stream throw
    /// @param signOfLife runs for each event
    ChatStream(InputStream in, boolean framed, Faults faults, Runnable signOfLife) {
        lines = new EventLines(in);
        this.framed = framed;
        this.faults = faults;
        this.signOfLife = signOfLife;
    }

    /// The next piece; empty at the end. An answer without any piece is an error.
    Optional<Piece> next() throws Fault, IOException {
        while (ready.isEmpty() && !over) {
            read(lines.next());
        }
        if (ready.isEmpty() && !any) {
            throw faults.empty(finish);
        }
        return Optional.ofNullable(ready.poll());
    }

    private void read(Optional<String> next) throws Fault, IOException {
        if (next.isEmpty()) {
            if (finish.isEmpty() && (!framed || midSentence)) {
                throw faults.cut("EOF");
            }
            end();
            return;
        }
        String line = next.get();
        if (line.startsWith("data:")) {
            signOfLife.run();
            data(line.substring(5).strip());
        } else if (line.startsWith("{")) {
            whole(line);
        } else if (!line.isBlank() && !line.startsWith(":") && !line.matches("(event|id|retry):.*")) {
            throw faults.malformed(line);
        }
    }

    private void data(String data) throws Fault {
        if (data.equals("[DONE]")) {
            end();
        } else if (!data.isEmpty()) {
            event(tree(data));
        }
    }

    private void whole(String begin) throws Fault, IOException {
        StringBuilder text = new StringBuilder(begin);
        for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
            text.append('\n').append(line.get());
            if (text.length() > LONGEST_WHOLE) {
                throw new EventLines.TooLong();
            }
        }
        event(tree(text.toString()));
        end();
    }

    private JsonNode tree(String text) throws Fault {
        try {
            JsonNode tree = JSON.readTree(text);
            if (tree.isObject()) {
                return tree;
            }
        } catch (JsonProcessingException e) {
            // reported below
        }
        throw faults.malformed(text);
    }

    private void event(JsonNode event) throws Fault {
        boolean error = event.hasNonNull("error") || event.path("object").asText().equals("error");
        if (error) {
            throw faults.event(event);
        }
        JsonNode choice = event.path("choices").path(0);
        JsonNode said = choice.hasNonNull("delta") ? choice.path("delta") : choice.path("message");
        say(thoughts.words(text(said.path("content"))));
        said.path("tool_calls").forEach(this::call);
        if (said.path("function_call").isObject()) {
            call(JSON.createObjectNode().put("index", 0).set("function", said.path("function_call")));
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

    private void call(JsonNode part) {
        any = true;
        midSentence = false;
        ready.add(calls.of(part));
    }

    private void say(String words) {
        if (!words.isEmpty()) {
            any = true;
            int last = words.codePointBefore(words.length());
            midSentence = Character.isLetter(last) || Character.isWhitespace(last) && midSentence || ",，、;；".indexOf(last) >= 0;
            ready.add(new Piece.Text(words));
        }
    }

    private void end() {
        say(thoughts.rest());
        over = true;
    }
}
