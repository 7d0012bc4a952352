package earshot.server;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Takes secrets out of what a request carries, before anybody sees or logs it.
final class Masking {
    static final String MASK = "***";
    static final int LONGEST_PATH = 256;

    private static final Pattern SECRET_PARAMETER = Pattern.compile("(?i)([?&][^=&]*(?:authorization|token|secret|api_key|password)[^=&]*=)[^&]*");

    private Masking() {}

    /// Path and query with the values of secret parameters replaced.
    static String target(String target) {
        return SECRET_PARAMETER.matcher(target).replaceAll("$1" + MASK);
    }

    static Map<String, String> headers(Map<String, String> headers) {
        Map<String, String> masked = new LinkedHashMap<>();
        headers.forEach((name, value) -> masked.put(name, secret(name) ? MASK : value));
        return masked;
    }

    static String cut(String text) {
        return text.length() <= LONGEST_PATH ? text : text.substring(0, LONGEST_PATH);
    }

    private static boolean secret(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.contains("authorization") || lower.contains("token") || lower.contains("secret") || lower.contains("api_key") || lower.contains("api-key") || lower.contains("cookie");
    }
}
