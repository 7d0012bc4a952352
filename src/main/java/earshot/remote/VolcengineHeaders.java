package earshot.remote;

import module java.base;

import earshot.problem.ProblemException;

/// The headers by which a section opens the speech services of Volcengine.
public final class VolcengineHeaders {
    private static final String OWN_HOST = ".bytedance.com";

    private VolcengineHeaders() {}

    /// Those of a WebSocket of the third version. Who resells it needs no app id, the service itself does.
    ///
    /// @param usualResource what is paid for, where the section does not say
    /// @throws ProblemException with PROVIDER_INCOMPLETE when something is missing
    public static Map<String, String> of(ProviderSettings provider, URI address, String usualResource) {
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
}
