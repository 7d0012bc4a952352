package earshot.server;

import module java.base;

import earshot.data.LetterCase;

/// A plain HTTP request, on either port.
///
/// @param target path and query as sent
/// @param headers names in lower case, the first value of a repeated one
/// @param body at most 64 KB, empty when none came
/// @param local the server's address that it came to
/// @param secure whether it came by TLS
public record HttpRequest(ConnectionAttempt.Port port, HttpMethod method, String target, Map<String, String> headers, byte[] body,
        InetSocketAddress remote, InetSocketAddress local, boolean secure) {

    /// The largest body that is accepted, in bytes.
    public static final int MAX_BODY_BYTES = 64 * 1024;

    /// Whether it only asks for something, and changes nothing.
    public boolean reads() {
        return method.reads();
    }

    /// Whether it comes from this computer itself, and not through a proxy on it.
    private boolean fromThisComputer() {
        boolean forwarded = Stream.of("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via").anyMatch(headers::containsKey);
        return !forwarded && (remote.getAddress().isLoopbackAddress() || remote.getAddress().equals(local.getAddress()));
    }

    /// Whether a process of the user who runs this program, or of root, sent it from this computer itself; false where the system does not reveal it. May wait.
    public boolean fromThisUser() {
        return fromThisComputer() && LocalClient.isOfThisUser(remote, local);
    }

    /// Whether a token comes with it, in whatever place one may be given.
    boolean showsToken() {
        return headers.containsKey("authorization") || headers.containsKey("x-api-token") || LetterCase.lower(target).contains("token=");
    }

    public String path() {
        int mark = target.indexOf('?');
        return mark < 0 ? target : target.substring(0, mark);
    }
}
