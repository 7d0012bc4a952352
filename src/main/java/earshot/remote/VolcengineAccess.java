package earshot.remote;

import module java.base;

import earshot.problem.ProblemException;

/// How a section opens the speech services of Volcengine, and what their error codes mean.
public final class VolcengineAccess {
    private static final String OWN_HOST = ".bytedance.com";
    /// Codes of both generations by the HTTP status that says the same.
    private static final Map<Long, Integer> LIKE = Map.ofEntries(Map.entry(1001L, 400), Map.entry(1002L, 401), Map.entry(1003L, 429), Map.entry(1004L, 402),
        Map.entry(1005L, 503), Map.entry(1010L, 413), Map.entry(1011L, 413), Map.entry(1012L, 400), Map.entry(1020L, 500), Map.entry(1021L, 500),
        Map.entry(1022L, 500), Map.entry(45_000_010L, 401), Map.entry(45_000_030L, 403), Map.entry(55_000_031L, 503));

    private VolcengineAccess() {}

    /// The headers of a WebSocket of the third version. Who resells it needs no app id, the service itself does.
    ///
    /// @param usualResource what is paid for, where the section does not say
    /// @throws ProblemException with PROVIDER_INCOMPLETE when something is missing
    public static Map<String, String> headers(ProviderSettings provider, URI address, String usualResource) {
        Map<String, String> headers = new LinkedHashMap<>();
        provider.text("appid").ifPresent(id -> headers.put("X-Api-App-Key", inHeader(provider, "appid", id)));
        if (headers.isEmpty() && address.getHost().endsWith(OWN_HOST)) {
            throw ProviderErrors.incomplete(provider, "appid");
        }
        headers.put("X-Api-Access-Key", provider.requiredKey());
        headers.put("X-Api-Resource-Id", inHeader(provider, "resource_id", provider.text("resource_id").orElse(usualResource)));
        headers.put("X-Api-Connect-Id", UUID.randomUUID().toString());
        return headers;
    }

    private static String inHeader(ProviderSettings provider, String key, String value) {
        if (!ProviderSettings.fitsHeader(value)) {
            throw ProviderErrors.incomplete(provider, key);
        }
        return value;
    }

    /// What the service refused, in its words.
    public static ProblemException refused(ProviderErrors errors, long code, String body) {
        int like = LIKE.getOrDefault(code, code >= 50_000_000 && code < 60_000_000 ? 500 : 400);
        return errors.ofCode(String.valueOf(code), body, like);
    }
}
