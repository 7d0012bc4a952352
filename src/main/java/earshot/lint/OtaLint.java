package earshot.lint;

import static earshot.data.JsonMappers.tree;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.data.ControlCharacters;
import earshot.data.TextLimit;
import earshot.problem.ProblemReason;

/// The checks of one OTA exchange. A device asks at each boot, and what it is told decides whether it comes, goes elsewhere, or restarts forever.
/// Source: xiaozhi-protocol section 1 and its rules 1 to 3 and 7.
public final class OtaLint {
    /// The rules that it judges by.
    public static final Set<LintRule> RULES = Set.copyOf(EnumSet.range(LintRule.OTA_REPLY, LintRule.OTA_BODY));

    private static final Pattern VERSION = Pattern.compile("[0-9.]*");
    private static final int LONGEST_SHOWN = 200;
    private static final Pattern PORT = Pattern.compile(":\\d{1,5}(?:/.*)?");

    private OtaLint() {}

    /// What is wrong with an exchange; empty where nothing is.
    public static List<Finding> check(OtaExchange exchange) {
        List<Finding> findings = new ArrayList<>();
        JsonNode request = tree(exchange.request());
        JsonNode reply = tree(exchange.reply());
        body(exchange, request).ifPresent(detail -> findings.add(new Finding(LintRule.OTA_BODY, detail, 1)));
        Optional<String> unusable = reply(exchange.status(), reply);
        unusable.ifPresent(detail -> findings.add(new Finding(LintRule.OTA_REPLY, detail, 1)));
        if (reply.isObject()) {
            JsonNode firmware = reply.path("firmware");
            version(firmware).ifPresentOrElse(detail -> findings.add(new Finding(LintRule.OTA_VERSION, detail, 1)),
                () -> upgrade(firmware, request.path("application").path("version").asText(""))
                    .ifPresent(detail -> findings.add(new Finding(LintRule.OTA_UPGRADE, detail, 1))));
        }
        JsonNode websocket = reply.path("websocket");
        if (websocket.isObject()) {
            address(websocket.path("url").asText("")).ifPresent(detail -> findings.add(new Finding(LintRule.OTA_ADDRESS, detail, 1)));
            // a token may be left out on purpose: a device that got its own keeps it
            if (!websocket.has("version")) {
                findings.add(new Finding(LintRule.OTA_FIELDS, ProblemReason.LINT_MISSING.with("websocket.version"), 1));
            }
        }
        return findings;
    }

    private static Optional<String> body(OtaExchange exchange, JsonNode request) {
        return exchange.request().length == 0 || request.isObject() ? Optional.empty() : Optional.of(ProblemReason.LINT_NO_OBJECT.toString());
    }

    private static Optional<String> reply(int status, JsonNode reply) {
        if (status != 200) {
            return Optional.of(ProblemReason.LINT_STATUS.with(status));
        }
        if (!reply.isObject()) {
            return Optional.of(ProblemReason.LINT_NO_OBJECT.toString());
        }
        if (reply.has("mqtt")) {
            return Optional.of(ProblemReason.LINT_MQTT.toString());
        }
        return reply.path("websocket").isObject() ? Optional.empty() : Optional.of(ProblemReason.LINT_MISSING.with("websocket"));
    }

    private static Optional<String> version(JsonNode firmware) {
        String version = firmware.path("version").asText("");
        boolean parts = Arrays.stream(version.split("\\.")).allMatch(part -> !part.isEmpty() && part.length() < 10);
        return version.isEmpty() || VERSION.matcher(version).matches() && parts ? Optional.empty()
            : Optional.of(ProblemReason.LINT_VERSION.with(ControlCharacters.toSpaces(TextLimit.cut(version, LONGEST_SHOWN))));
    }

    /// Whether a device of this version installs what it is offered.
    static boolean upgrades(JsonNode firmware, String current) {
        boolean newer = !current.isEmpty() && Arrays.compare(numbers(firmware.path("version").asText("")), numbers(current)) > 0;
        return newer || firmware.path("force").asInt() == 1;
    }

    /// @param firmware whose version can be read
    private static Optional<String> upgrade(JsonNode firmware, String current) {
        return upgrades(firmware, current) && firmware.path("url").asText("").isEmpty()
            ? Optional.of(ProblemReason.LINT_VERSION_NO_URL.with(firmware.path("version").asText("")))
            : Optional.empty();
    }

    private static int[] numbers(String version) {
        return Arrays.stream(version.split("\\.")).filter(part -> part.matches("[0-9]{1,9}")).mapToInt(Integer::parseInt).toArray();
    }

    /// Firmware takes the first colon after `://` for that of the port, and loses a query that follows the port.
    private static Optional<String> address(String url) {
        int scheme = url.indexOf("://");
        if (scheme < 0 || !Set.of("ws", "wss").contains(url.substring(0, scheme))) {
            return Optional.of(ProblemReason.LINT_NO_WS.toString());
        }
        String rest = url.substring(scheme + 3);
        if (rest.startsWith("[")) {
            return Optional.of(ProblemReason.LINT_IPV6.toString());
        }
        int colon = rest.indexOf(':');
        if (colon >= 0 && !PORT.matcher(rest.substring(colon)).matches()) {
            return Optional.of(rest.lastIndexOf('/', colon) >= 0 ? ProblemReason.LINT_PATH_COLON.toString() : ProblemReason.LINT_COLON.toString());
        }
        return Optional.empty();
    }
}
