package earshot.remote;

import module java.base;

/// Where the speech services of Alibaba Cloud are: at `host`, or at a whole address, of a section.
public final class AliyunAddress {
    /// Inside the cloud there is no TLS.
    private static final String INSIDE = "-internal.";

    private AliyunAddress() {}

    /// @param path of a function; added where what is written does not end with it
    /// @throws earshot.problem.ProblemException with PROVIDER_INCOMPLETE when what is written is no address
    public static URI http(ProviderSettings provider, String path) {
        return address(provider, "http", path).flatMap(ProviderAddress::parseAsWritten).orElseThrow(() -> ProviderErrors.incomplete(provider, "host"));
    }

    /// As [#http].
    public static URI webSocket(ProviderSettings provider, String path) {
        return address(provider, "ws", path).flatMap(ProviderAddress::parseWebSocket).orElseThrow(() -> ProviderErrors.incomplete(provider, "host"));
    }

    private static Optional<String> address(ProviderSettings provider, String scheme, String path) {
        return provider.text("base_url", "api_url", "ws_url", "url", "host")
            .or(provider::usualAddress)
            .map(where -> where.contains("://") ? where : scheme + (where.contains(INSIDE) ? "" : "s") + "://" + where)
            .map(where -> where.endsWith("/") ? where.substring(0, where.length() - 1) : where).map(where -> where.endsWith(path) ? where : where + path);
    }
}
