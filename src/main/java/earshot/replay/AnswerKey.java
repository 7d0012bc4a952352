package earshot.replay;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.data.TextLimit;

/// What kind of message the server sent, by which the same one is found in another run: `tts stop`, `mcp tools/list`, `alert`.
record AnswerKey(String type, String detail) {
    private static final int LONGEST = 80;
    static final String HELLO = "hello";
    static final String TTS = "tts";
    static final String MCP = "mcp";

    static AnswerKey of(JsonNode json) {
        String type = json.path("type").asText("");
        return new AnswerKey(cut(type), cut(switch (type) {
            case MCP -> mcp(json.path("payload"));
            default -> json.path("state").asText(json.path("action").asText(json.path("status").asText("")));
        }));
    }

    private static String mcp(JsonNode payload) {
        String method = payload.path("method").asText("");
        return method.isEmpty() ? "answer" : (method + " " + payload.path("params").path("name").asText("")).strip();
    }

    private static String cut(String text) {
        return TextLimit.cut(text, LONGEST);
    }

    /// Messages of one lane come in order; those of different lanes may overtake each other.
    String lane() {
        return switch (type) {
            case HELLO, "stt", "llm", TTS, "listen", "goodbye" -> "conversation";
            default -> type;
        };
    }

    /// Whether a device waits for it before it continues by itself.
    boolean leads() {
        return type.equals(HELLO) || type.equals(TTS) && (detail.equals("start") || detail.equals("stop")) || type.equals("goodbye");
    }

    /// Whether it is part of every conversation.
    boolean spoken() {
        return lane().equals("conversation");
    }

    @Override
    public String toString() {
        return (type + " " + detail).strip();
    }
}
