package earshot.server;

import module java.base;

import earshot.data.LetterCase;
import earshot.device.IdentityResolver;
import earshot.event.SecretMasker;
import earshot.problem.ProblemReason;

/// The head of an HTTP request. Lines without a colon are ignored, so that odd headers never end a connection;
/// what could inject another header or a log line is refused.
///
/// @param target path and query as sent, without scheme and host
/// @param headers names in lower case, the first value of a repeated one, in order
record RequestHead(HttpMethod method, String target, String version, Map<String, String> headers) {
    /// The largest head that is read, in bytes.
    static final int MAX_BYTES = 15 * 1024;
    static final int MAX_HEADERS = 100;
    private static final int LONGEST_SHOWN = 256;
    /// The part of a target in absolute form that names the server.
    private static final Pattern ORIGIN = Pattern.compile("(?:http|ws)s?://[^/?]*+", Pattern.CASE_INSENSITIVE);

    /// The head is refused; the message is for the client and logs.
    static final class MalformedHeadException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String reason;

        private MalformedHeadException(String reason) {
            super(ProblemReason.text(reason, Locale.ENGLISH), null, false, false);
            this.reason = reason;
        }

        /// As the argument of a problem.
        String reason() {
            return reason;
        }
    }

    /// @param bytes from the first byte to the empty line
    static RequestHead parse(byte[] bytes, int length) throws MalformedHeadException {
        String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
        String[] lines = text.split("\r\n", -1);
        for (String line : lines) {
            if (line.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t')) {
                throw new MalformedHeadException(ProblemReason.HEAD_CONTROL_CHARACTERS.toString());
            }
        }
        String[] first = lines[0].split(" ", -1);
        if (first.length != 3 || first[0].isEmpty() || first[1].isEmpty() || !first[2].startsWith("HTTP/1.") || first[2].length() != 8) {
            throw new MalformedHeadException(ProblemReason.HEAD_FIRST_LINE.toString());
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 1; i < lines.length && !lines[i].isEmpty(); i++) {
            char start = lines[i].charAt(0);
            if (start == ' ' || start == '\t') {
                throw new MalformedHeadException(ProblemReason.HEAD_FOLDED.toString());
            }
            int colon = lines[i].indexOf(':');
            if (colon <= 0) {
                continue;
            }
            String name = LetterCase.lower(lines[i].substring(0, colon).strip());
            String before = headers.putIfAbsent(name, lines[i].substring(colon + 1).strip());
            if (before != null && (name.equals("content-length") || name.equals("host") || name.equals("origin") || name.equals("sec-websocket-key"))) {
                throw new MalformedHeadException(ProblemReason.HEAD_TWICE.with(name));
            }
            if (headers.size() > MAX_HEADERS) {
                throw new MalformedHeadException(ProblemReason.HEAD_MANY.with(MAX_HEADERS));
            }
        }
        return new RequestHead(new HttpMethod(first[0]), withoutOrigin(first[1]), first[2], headers);
    }

    /// Where the head ends, after its empty line; -1 where that has not come.
    static int end(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n' && (i + 1 < to && bytes[i + 1] == '\n' || i + 2 < to && bytes[i + 1] == '\r' && bytes[i + 2] == '\n')) {
                return i + (bytes[i + 1] == '\n' ? 2 : 3);
            }
        }
        return -1;
    }

    String path() {
        int mark = target.indexOf('?');
        return mark < 0 ? target : target.substring(0, mark);
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    boolean asksForUpgrade() {
        return header("connection").filter(v -> LetterCase.lower(v).contains("upgrade")).isPresent()
            && header("upgrade").filter("websocket"::equalsIgnoreCase).isPresent();
    }

    /// What was sent without secrets, for the attempt.
    SentRequest shown() {
        return new SentRequest(forDisplay(method + " " + target + " " + version),
            headers.entrySet().stream().limit(SentRequest.MAX_HEADERS)
                .map(header -> forDisplay(header.getKey()) + ": " + (secret(header.getKey()) ? SecretMasker.MASK : forDisplay(header.getValue()))).toList());
    }

    /// A client id is secret, too: with the device id it is enough to get the token of a board from OTA.
    private static boolean secret(String header) {
        return SecretMasker.isSecretKey(header) || header.equals("cookie") || IdentityResolver.isClientHeader(header);
    }

    /// A request line or target for logs and the console: cut at 256 characters, then masked, so that a long one costs nothing.
    static String forDisplay(String line) {
        return SecretMasker.mask(line.length() <= LONGEST_SHOWN ? line : line.substring(0, LONGEST_SHOWN));
    }

    private static String withoutOrigin(String target) {
        Matcher origin = ORIGIN.matcher(target);
        if (!origin.lookingAt()) {
            return target;
        }
        String rest = target.substring(origin.end());
        return rest.startsWith("/") ? rest : "/" + rest;
    }
}
