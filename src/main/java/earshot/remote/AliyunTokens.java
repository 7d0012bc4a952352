package earshot.remote;

import static earshot.data.JsonMappers.strictTree;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Tokens for the speech services of Alibaba Cloud: each is made of the access keys of a section by a signed request, and used until shortly before it
/// expires. A section without access keys has its token itself. Safe for use from any thread.
public final class AliyunTokens {
    private static final String USUAL_ADDRESS = "https://nls-meta.cn-shanghai.aliyuncs.com/";
    private static final Duration EARLY = Duration.ofMinutes(1);
    private static final int MAX_BYTES = 64 << 10;
    /// Pairs of keys whose token is kept.
    private static final int KEPT = 8;

    private static final double LIMIT_SECONDS = 10;

    private final SharedHttpClient sharedHttpClient;
    private final LinkedHashMap<Keys, Token> made = new LinkedHashMap<>();

    private record Keys(String id, String secret) {}

    private record Token(String id, Instant end) {}

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
        if (refusal.problem().code() == ProblemCode.PROVIDER_KEY_REFUSED) {
            forget(provider);
        }
        return refusal;
    }

    private synchronized void forget(ProviderSettings provider) {
        keys(provider).ifPresent(made::remove);
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
            return request.apply(provider.text("token").orElseThrow(() -> ProviderErrors.incomplete(provider, "token")));
        }
        Optional<String> kept = kept(keys.get(), now);
        try {
            return request.apply(kept.orElseGet(() -> create(call, keys.get(), now)));
        } catch (ProblemException e) {
            if (kept.isEmpty() || e.problem().code() != ProblemCode.PROVIDER_KEY_REFUSED) {
                throw e;
            }
            return request.apply(create(call, keys.get(), now));
        }
    }

    private synchronized Optional<String> kept(Keys keys, Instant now) {
        return Optional.ofNullable(made.get(keys)).filter(token -> now.isBefore(token.end)).map(Token::id);
    }

    private synchronized void keep(Keys keys, Token token) {
        made.put(keys, token);
        if (made.size() > KEPT) {
            made.pollFirstEntry();
        }
    }

    /// Reads `token_url` of the section.
    private String create(ProviderCall call, Keys keys, Instant now) {
        ProviderSettings provider = call.errors().provider();
        String address = provider.text("token_url").orElse(USUAL_ADDRESS);
        String query = query(keys.id, keys.secret, UUID.randomUUID().toString(), now);
        URI uri = ProviderAddress.parseAsWritten(address + "?" + query).orElseThrow(() -> ProviderErrors.incomplete(provider, "token_url"));
        ProviderCall creating = call.at(uri);
        creating.send(SharedHttpClient.request(uri).GET().build());
        String answer = creating.text(MAX_BYTES);
        creating.finish();
        JsonNode token = strictTree(answer).path("Token");
        if (!token.path("Id").isTextual()) {
            throw creating.errors().ofStatus(0, answer);
        }
        keep(keys, new Token(token.path("Id").asText(), end(token.path("ExpireTime").asText(), now).minus(EARLY)));
        return token.path("Id").asText();
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
        return "Signature=" + encoded(signature(keySecret + "&", "GET&" + encoded("/") + "&" + encoded(query))) + "&" + query;
    }

    private static String signature(String key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), mac.getAlgorithm()));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
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
