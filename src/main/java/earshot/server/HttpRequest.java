package earshot.server;

import module java.base;

/// A plain HTTP request, on either port.
///
/// @param target path and query as sent
/// @param headers names in lower case, the first value of a repeated one
/// @param body at most 64 KB, empty when none came
/// @param local the server's address that it came to
public record HttpRequest(ConnectionAttempt.Port port, String method, String target, Map<String, String> headers, byte[] body, InetSocketAddress remote, InetSocketAddress local) {

    /// The largest body that is accepted, in bytes.
    public static final int MAX_BODY_BYTES = 64 * 1024;

    public String path() {
        int mark = target.indexOf('?');
        return mark < 0 ? target : target.substring(0, mark);
    }
}
