package earshot.lint;

import static earshot.data.JsonMappers.tree;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/// What current firmware does after the answer to its boot request. Source: xiaozhi-protocol section 1 and its rules 1 to 3.
///
/// @param destination where it connects when it is woken
/// @param stored what it has stored for good afterwards
/// @param activationCode what its screen shows until it is let in
/// @param upgrade the version that it installs first
public record BootAnalysis(Destination destination, List<StoredValue> stored, Optional<String> activationCode, Optional<String> upgrade) {
    /// Keys of its storage are cut off beyond this.
    private static final int MAX_KEY = 15;
    private static final List<String> KNOWN = List.of("websocket.url", "websocket.token", "websocket.version");

    /// Where it connects.
    public sealed interface Destination {
        /// @param url blank where it keeps the one it had
        record WebSocket(String url) implements Destination {}

        /// An answer that names MQTT goes there, whatever else it names.
        record Mqtt(String endpoint) implements Destination {}

        /// An answer that names neither.
        record MqttByDefault() implements Destination {}

        /// No answer that it can use: it asks again ten times, and then uses MQTT.
        record Unanswered(int status) implements Destination {}
    }

    /// @param written by this answer; empty where it keeps the value it has
    /// @param before by an earlier answer of this server; empty where there was none
    public record StoredValue(String key, Optional<String> written, Optional<String> before) {}

    public static BootAnalysis of(BootRecord boot) {
        JsonNode reply = tree(boot.exchange().reply());
        boolean usable = boot.exchange().status() == 200 && reply.isObject();
        JsonNode firmware = reply.path("firmware");
        String current = tree(boot.exchange().body()).path("application").path("version").asText("");
        Optional<String> upgrade = Optional.of(firmware.path("version").asText("")).filter(_ -> usable && OtaLint.upgrades(firmware, current));
        Optional<String> code = Optional.ofNullable(reply.path("activation").path("code").textValue()).filter(_ -> usable);
        return new BootAnalysis(destination(boot.exchange().status(), reply), stored(usable ? reply : MissingNode.getInstance(), boot.storedBefore()), code,
            upgrade);
    }

    private static Destination destination(int status, JsonNode reply) {
        if (status != 200 || !reply.isObject()) {
            return new Destination.Unanswered(status);
        }
        if (reply.path("mqtt").isObject()) {
            return new Destination.Mqtt(reply.path("mqtt").path("endpoint").asText(""));
        }
        return reply.path("websocket").isObject() ? new Destination.WebSocket(reply.path("websocket").path("url").asText("")) : new Destination.MqttByDefault();
    }

    private static List<StoredValue> stored(JsonNode reply, Map<String, String> before) {
        Map<String, String> written = new LinkedHashMap<>();
        for (String part : List.of("websocket", "mqtt")) {
            reply.path(part).properties().stream()
                .filter(entry -> entry.getKey().length() <= MAX_KEY && (entry.getValue().isTextual() || entry.getValue().isNumber()))
                .forEach(entry -> written.put(part + "." + entry.getKey(), entry.getValue().asText()));
        }
        return Stream.of(KNOWN.stream(), written.keySet().stream(), before.keySet().stream().sorted()).flatMap(keys -> keys).distinct()
            .map(key -> new StoredValue(key, Optional.ofNullable(written.get(key)), Optional.ofNullable(before.get(key)))).toList();
    }
}
