package earshot.server;

import static earshot.data.JsonMappers.JSON;

import module java.base;

/// The answer to a plain HTTP request.
///
/// @param headers in addition to type and length
/// @param rest what follows the body, of a streamed reply
/// @param clientCloses whether the client is left to close the connection
public record HttpReply(int status, String type, Map<String, String> headers, byte[] body, Optional<HttpStream> rest, boolean clientCloses) {
    /// One that is whole.
    public HttpReply(int status, String type, Map<String, String> headers, byte[] body) {
        this(status, type, headers, body, Optional.empty(), false);
    }

    /// One whose rest, if any, is written until the client has enough.
    public HttpReply(int status, String type, Map<String, String> headers, byte[] body, Optional<HttpStream> rest) {
        this(status, type, headers, body, rest, rest.isPresent());
    }

    /// What could not be done, and why: `{"success":false,"error":"…"}`.
    ///
    /// @param error for the client
    public static HttpReply failed(int status, String error) {
        return json(status, JSON.createObjectNode().put("success", false).put("error", error).toString());
    }

    /// A request that was turned away before anybody read what it asks for: `{"error":"…"}`, as xiaozhi servers have it.
    ///
    /// @param reason for the client
    static HttpReply refused(int status, String reason) {
        return json(status, JSON.createObjectNode().put("error", reason).toString());
    }

    /// The same with these headers in place of its own.
    public HttpReply withHeaders(Map<String, String> other) {
        return new HttpReply(status, type, other, body, rest, clientCloses);
    }

    /// The same for a client that fails when the server closes first.
    HttpReply closedByClient() {
        return new HttpReply(status, type, headers, body, rest, true);
    }

    public static HttpReply text(int status, String text) {
        return new HttpReply(status, "text/plain; charset=utf-8", Map.of(), text.getBytes(StandardCharsets.UTF_8));
    }

    public static HttpReply json(int status, String json) {
        return new HttpReply(status, "application/json; charset=utf-8", Map.of(), json.getBytes(StandardCharsets.UTF_8));
    }
}
