package earshot.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;

/// The mappers that all share: one costs memory, and milliseconds to warm up. Safe for use from any thread; never configure one further.
public final class JsonMappers {
    /// Keeps the zeros of numbers: in settings, `1.10` may be a version.
    public static final ObjectMapper JSON = JsonMapper.builder().disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build();

    /// Refuses a text that continues after its value.
    public static final ObjectMapper STRICT_JSON = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private JsonMappers() {}

    /// The JSON object with which a text begins; empty where it begins with something else.
    public static Optional<ObjectNode> object(String text) {
        try {
            return JSON.readTree(text) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }

    /// The JSON value with which a text begins; missing where it begins with none.
    public static JsonNode tree(String text) {
        return orMissing(() -> JSON.readTree(text));
    }

    /// The JSON value with which a text in UTF-8, UTF-16 or UTF-32 begins; missing where it begins with none.
    public static JsonNode tree(byte[] text) {
        return orMissing(() -> JSON.readTree(text));
    }

    /// The JSON value that a text is; missing where it is none, or continues after it.
    public static JsonNode strictTree(String text) {
        return orMissing(() -> STRICT_JSON.readTree(text));
    }

    private interface Parsing {
        JsonNode run() throws IOException;
    }

    private static JsonNode orMissing(Parsing parsing) {
        try {
            JsonNode tree = parsing.run();
            return tree == null ? MissingNode.getInstance() : tree;
        } catch (IOException | RuntimeException _) {
            return MissingNode.getInstance();
        }
    }
}
