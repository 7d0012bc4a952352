package earshot.remote;

import module java.base;

import earshot.data.Hmac;
import earshot.problem.ProblemException;

/// The signed addresses of the WebSockets of iFlytek.
public final class XunfeiAddress {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final String ALGORITHM = "hmac-sha256";

    private XunfeiAddress() {}

    /// The address with its signature: of the host, the time and the first line of the request, by `api_secret`.
    ///
    /// @throws ProblemException with PROVIDER_INCOMPLETE when a key is missing
    public static URI signed(URI address, ProviderSettings provider, Instant now) {
        String host = address.getRawAuthority();
        String date = DATE.format(now);
        String signature = signature(provider.required("api_secret"), "host: " + host + "\ndate: " + date + "\nGET " + address.getRawPath() + " HTTP/1.1");
        String authorization = "api_key=\"" + provider.required("api_key") + "\", algorithm=\"" + ALGORITHM
            + "\", headers=\"host date request-line\", signature=\"" + signature + "\"";
        String encoded = Base64.getEncoder().encodeToString(authorization.getBytes(StandardCharsets.UTF_8));
        return URI.create(address + "?authorization=" + query(encoded) + "&date=" + query(date) + "&host=" + query(host));
    }

    private static String query(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String signature(String key, String text) {
        return Base64.getEncoder().encodeToString(Hmac.SHA_256.of(key, text));
    }
}
