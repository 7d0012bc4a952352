package earshot.tool;

import static earshot.data.JsonMappers.JSON;
import static earshot.data.JsonMappers.tree;

import module java.base;


/// The pictures in the answer to a tool call. Firmware puts the picture as JSON into a text of its own. Sources: MCP 2024-11-05;
/// xiaozhi-protocol section 5.
public final class ToolPictures {
    private static final int MOST = 8;

    private ToolPictures() {}

    /// The files of the pictures, as they came.
    ///
    /// @param answer JSON-RPC, which may be anything
    public static List<byte[]> in(String answer) {
        return tree(answer).path("result").path("content").valueStream().filter(part -> part.path("type").asText("").equals("image"))
            .map(part -> part.has("data") ? part : tree(part.path("image").asText(""))).map(picture -> picture.path("data").asText(""))
            .flatMap(data -> decoded(data).stream()).limit(MOST).toList();
    }

    private static Optional<byte[]> decoded(String base64) {
        try {
            return Optional.of(Base64.getMimeDecoder().decode(base64)).filter(bytes -> bytes.length > 0);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
