package earshot.server;

import module java.base;

import earshot.data.TextLimit;
import earshot.device.DeviceIdentity;
import earshot.event.SecretMasker;

/// One boot request of a device (OTA) and its answer, as they passed, for people: secrets masked, bodies cut at [#MAX_CHARS].
///
/// @param sent first line and headers of the request
/// @param body of the request
/// @param replyHead the lines above the body of the answer
/// @param reply body of the answer
public record BootExchange(Instant at, SentRequest sent, String body, int status, String replyHead, String reply) {
    /// A real request has some 2 000.
    static final int MAX_CHARS = 16_000;
    private static final Pattern EMPTY = Pattern.compile("\"\\w{1,40}+\"\\s{0,8}+:\\s{0,8}+\"\"");

    static BootExchange of(Instant at, HttpRequest request, HttpReply reply, DeviceIdentity identity) {
        String head = new String(HttpRouter.encode(reply, HttpMethod.HEAD), StandardCharsets.ISO_8859_1).strip();
        SentRequest sent = new RequestHead(request.method(), request.target(), "HTTP/1.1", request.headers()).shown();
        // with the device id a client id is enough to get a token
        String body = identity.clientId().equals(identity.deviceId().value()) ? masked(request.body())
            : masked(request.body()).replace(identity.clientId(), SecretMasker.MASK);
        return new BootExchange(at, sent, body, reply.status(), head, masked(reply.body()));
    }

    /// A token that is empty stays so: it makes a board forget the one it had.
    private static String masked(byte[] body) {
        String text = TextLimit.cut(new String(body, StandardCharsets.UTF_8), MAX_CHARS);
        StringBuilder masked = new StringBuilder();
        Matcher empty = EMPTY.matcher(text);
        int from = 0;
        while (empty.find()) {
            masked.append(SecretMasker.mask(text.substring(from, empty.start()))).append(empty.group());
            from = empty.end();
        }
        return masked.append(SecretMasker.mask(text.substring(from))).toString();
    }
}
