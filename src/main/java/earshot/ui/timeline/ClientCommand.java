package earshot.ui.timeline;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import earshot.data.JsonMappers;
import earshot.event.SecretMasker;

/// Lines for a shell of POSIX with which a person does by hand what a device did. Secrets are masked. Pure functions.
final class ClientCommand {
    /// The example of RFC 6455: any 16 bytes do.
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    private ClientCommand() {}

    /// Connects as the device, sends these messages and prints what the server says.
    static String websocat(String url, SequencedMap<String, String> headers, List<String> messages) {
        String send = messages.isEmpty() ? ""
            : "printf '%s\\n' " + messages.stream().map(ClientCommand::oneLine).map(ClientCommand::quote).collect(Collectors.joining(" ")) + " | ";
        return SecretMasker.mask(send + "websocat -n"
            + headers.entrySet().stream().map(header -> " -H=" + quote(header.getKey() + ": " + header.getValue())).collect(Collectors.joining()) + " "
            + quote(url));
    }

    /// Asks for the upgrade as the device and prints the server's answer: why it refuses, if it does.
    static String curl(String url, SequencedMap<String, String> headers) {
        SequencedMap<String, String> all = new LinkedHashMap<>();
        all.put("Connection", "Upgrade");
        all.put("Upgrade", "websocket");
        all.put("Sec-WebSocket-Version", "13");
        all.put("Sec-WebSocket-Key", KEY);
        all.putAll(headers);
        return SecretMasker.mask("curl -i -N --http1.1 --max-time 5"
            + all.entrySet().stream().map(header -> " -H " + quote(header.getKey() + ": " + header.getValue())).collect(Collectors.joining()) + " "
            + quote(url.replaceFirst("^ws", "http")));
    }

    /// Each line that websocat reads is a message.
    private static String oneLine(String message) {
        if (message.indexOf('\n') < 0 && message.indexOf('\r') < 0) {
            return message;
        }
        try {
            return JsonMappers.STRICT_JSON.readTree(message).toString();
        } catch (JsonProcessingException _) {
            return message.replaceAll("[\\r\\n]+", " ");
        }
    }

    private static String quote(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
