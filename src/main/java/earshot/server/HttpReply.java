package earshot.server;

import module java.base;

/// The answer to a plain HTTP request.
///
/// @param headers in addition to type and length
/// @param rest what follows the body, of a streamed reply
public record HttpReply(int status, String type, Map<String, String> headers, byte[] body, Optional<HttpStream> rest) {
    /// One that is whole.
    public HttpReply(int status, String type, Map<String, String> headers, byte[] body) {
        this(status, type, headers, body, Optional.empty());
    }

    public static HttpReply text(int status, String text) {
        return new HttpReply(status, "text/plain; charset=utf-8", Map.of(), text.getBytes(StandardCharsets.UTF_8));
    }

    public static HttpReply json(int status, String json) {
        return new HttpReply(status, "application/json; charset=utf-8", Map.of(), json.getBytes(StandardCharsets.UTF_8));
    }
}
