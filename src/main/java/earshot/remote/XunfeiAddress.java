package earshot.remote;

import static earshot.data.JsonMappers.tree;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.data.Hmac;
import earshot.problem.ProblemException;

/// How a section opens the WebSockets of iFlytek, and what their error codes mean.
public final class XunfeiAddress {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final String ALGORITHM = "hmac-sha256";
    private static final Set<Integer> KEY = Set.of(10005, 10105, 10110, 10313, 11200);
    private static final Set<Integer> QUOTA = Set.of(11201);
    private static final Set<Integer> LIMITED = Set.of(10010, 11202, 11203);
    private static final Set<Integer> FAILED = Set.of(10200, 10700, 10043, 11502, 11503);

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

    /// What the service answered, where it is no refusal.
    ///
    /// @throws ProblemException when it is one, or no answer of this service
    public static JsonNode answer(ProviderErrors errors, String message) {
        JsonNode answer = tree(message);
        JsonNode code = answer.at("/header/code");
        if (!code.isInt()) {
            throw errors.malformed(message);
        }
        if (code.intValue() != 0) {
            throw refused(errors, code.intValue(), answer.at("/header/message").asText());
        }
        return answer;
    }

    /// In the words of the service.
    private static ProblemException refused(ProviderErrors errors, int code, String words) {
        int like = KEY.contains(code) ? 401 : QUOTA.contains(code) ? 402 : LIMITED.contains(code) ? 429 : FAILED.contains(code) ? 500 : 400;
        return errors.ofCode(String.valueOf(code), words, like);
    }

    private static String query(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String signature(String key, String text) {
        return Base64.getEncoder().encodeToString(Hmac.SHA_256.of(key, text));
    }
}
