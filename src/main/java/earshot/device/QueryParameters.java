package earshot.device;

import module java.base;

import earshot.data.LetterCase;

/// The parameters after the first `?` of a request target. Names are in lower case; of a repeated name the first value
/// that is not blank counts, and blank values count as absent.
public final class QueryParameters {
    private final Map<String, String> values;

    private QueryParameters(Map<String, String> values) {
        this.values = values;
    }

    /// @param target path and query, or a query alone with its `?`
    /// @throws IllegalArgumentException when a percent escape is malformed
    public static QueryParameters of(String target) {
        int mark = target.indexOf('?');
        if (mark < 0) {
            return new QueryParameters(Map.of());
        }
        Map<String, String> values = new HashMap<>();
        for (String pair : target.substring(mark + 1).split("&")) {
            int equals = pair.indexOf('=');
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            if (!value.isBlank()) {
                values.putIfAbsent(LetterCase.lower(decoded(pair.substring(0, equals))), value);
            }
        }
        return new QueryParameters(values);
    }

    /// The value of the first of `names` that has one.
    public Optional<String> first(String... names) {
        return Arrays.stream(names).filter(values::containsKey).findFirst().map(values::get);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
