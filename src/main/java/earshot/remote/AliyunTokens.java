package earshot.remote;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.data.Hmac;
import earshot.problem.ProblemException;

/// Tokens for the speech services of Alibaba Cloud: each is made of the access keys of a section by a signed request. A section without access keys
/// has its token itself. Safe for use from any thread.
public final class AliyunTokens {
    private static final String USUAL_ADDRESS = "https://nls-meta.cn-shanghai.aliyuncs.com/";
    private static final double LIMIT_SECONDS = 10;

    private final SharedHttpClient sharedHttpClient;
    private final AccessTokens<Keys> made = new AccessTokens<>();

    private record Keys(String id, String secret) {}

    public AliyunTokens(SharedHttpClient sharedHttpClient) {
        this.sharedHttpClient = sharedHttpClient;
    }

    /// The headers of a WebSocket, with the token of the provider. Waits.
    ///
    /// @throws ProblemException when the keys are refused
    public Map<String, String> headers(ProviderErrors errors) {
        try (ProviderCall call = new ProviderCall(sharedHttpClient, errors, RetryPolicy.SPEECH, errors.provider().timeout(LIMIT_SECONDS))) {
            return using(call, sharedHttpClient.time().now(), token -> Map.of("X-NLS-Token", token));
        }
    }

    /// A service over a WebSocket refused something: where that was the token, the next one is a new one.
    public ProblemException refused(ProblemException refusal, ProviderSettings provider) {
        if (AccessTokens.isRefusal(refusal)) {
            keys(provider).ifPresent(made::forget);
        }
        return refusal;
    }

    private static Optional<Keys> keys(ProviderSettings provider) {
        return provider.text("access_key_id").flatMap(id -> provider.text("access_key_secret").map(secret -> new Keys(id, secret)));
    }

    /// Does something with the token of the call's provider, and once more with a new one where the one that was kept is refused. Waits.
    ///
    /// @throws ProblemException when the keys are refused
    public <T> T using(ProviderCall call, Instant now, Function<String, T> request) {
        ProviderSettings provider = call.errors().provider();
        Optional<Keys> keys = keys(provider);
        if (keys.isEmpty()) {
            return request.apply(provider.required("token"));
        }
        return made.using(keys.get(), now, () -> create(call, keys.get(), now), request);
    }

    /// Reads `token_url` of the section.
    private AccessTokens.Token create(ProviderCall call, Keys keys, Instant now) {
        ProviderSettings provider = call.errors().provider();
        String address = provider.text("token_url").orElse(USUAL_ADDRESS);
        String query = query(keys.id, keys.secret, UUID.randomUUID().toString(), now);
        URI uri = ProviderAddress.parseAsWritten(address + "?" + query).orElseThrow(() -> ProviderErrors.incomplete(provider, "token_url"));
        JsonNode token = AccessTokens.answer(call, uri, "/Token/Id").path("Token");
        return new AccessTokens.Token(token.path("Id").textValue(), end(token.path("ExpireTime").asText(), now));
    }

    /// The parameters of the request for a token, with their signature.
    ///
    /// @param nonce never used before
    static String query(String keyId, String keySecret, String nonce, Instant now) {
        SequencedMap<String, String> parameters = new LinkedHashMap<>();
        parameters.put("AccessKeyId", keyId);
        parameters.put("Action", "CreateToken");
        parameters.put("Format", "JSON");
        parameters.put("RegionId", "cn-shanghai");
        parameters.put("SignatureMethod", "HMAC-SHA1");
        parameters.put("SignatureNonce", nonce);
        parameters.put("SignatureVersion", "1.0");
        parameters.put("Timestamp", now.truncatedTo(ChronoUnit.SECONDS).toString());
        parameters.put("Version", "2019-02-28");
        String query = parameters.entrySet().stream().map(one -> encoded(one.getKey()) + "=" + encoded(one.getValue())).collect(Collectors.joining("&"));
        byte[] signature = Hmac.SHA_1.of(keySecret + "&", "GET&" + encoded("/") + "&" + encoded(query));
        return "Signature=" + encoded(Base64.getEncoder().encodeToString(signature)) + "&" + query;
    }

    /// As the signature asks for: a space is `%20`, `*` is encoded and `~` is not.
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A").replace("%7E", "~");
    }

    /// @param written seconds since 1970, or a time
    private static Instant end(String written, Instant now) {
        try {
            return written.matches("\\d{1,11}") ? Instant.ofEpochSecond(Long.parseLong(written)) : Instant.parse(written);
        } catch (DateTimeException _) {
            return now;
        }
    }
}
