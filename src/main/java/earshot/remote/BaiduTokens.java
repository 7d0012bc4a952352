package earshot.remote;

import static earshot.data.JsonMappers.strictTree;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;

/// Tokens for the services of Baidu: each is asked for with the two keys of a section, and used until shortly before it expires. Safe for use from any
/// thread.
public final class BaiduTokens {
    private static final String USUAL_ADDRESS = "https://aip.baidubce.com/oauth/2.0/token";
    private static final Duration EARLY = Duration.ofSeconds(30);
    private static final int MAX_BYTES = 64 << 10;
    /// Pairs of keys whose token is kept.
    private static final int KEPT = 8;

    private final LinkedHashMap<List<String>, Token> made = new LinkedHashMap<>();

    private record Token(String id, Instant end) {}

    /// Does something with the token of the call's provider, and once more with a new one where the one that was kept is refused. Waits.
    ///
    /// @throws ProblemException when the keys are refused
    public <T> T using(ProviderCall call, Instant now, Function<String, T> request) {
        ProviderSettings provider = call.errors().provider();
        List<String> keys = Stream.of("api_key", "secret_key")
            .map(key -> provider.text(key).orElseThrow(() -> ProviderErrors.incomplete(provider, key))).toList();
        Optional<String> kept = kept(keys, now);
        try {
            return request.apply(kept.orElseGet(() -> create(call, keys, now)));
        } catch (ProblemException e) {
            if (kept.isEmpty() || e.problem().code() != ProblemCode.PROVIDER_KEY_REFUSED) {
                throw e;
            }
            return request.apply(create(call, keys, now));
        }
    }

    private synchronized Optional<String> kept(List<String> keys, Instant now) {
        return Optional.ofNullable(made.get(keys)).filter(token -> now.isBefore(token.end)).map(Token::id);
    }

    private synchronized void keep(List<String> keys, Token token) {
        made.put(keys, token);
        if (made.size() > KEPT) {
            made.pollFirstEntry();
        }
    }

    /// Reads `token_url` of the section.
    private String create(ProviderCall call, List<String> keys, Instant now) {
        ProviderSettings provider = call.errors().provider();
        ObjectNode query = JsonNodeFactory.instance.objectNode().put("grant_type", "client_credentials").put("client_id", keys.getFirst())
            .put("client_secret", keys.getLast());
        URI uri = ProviderAddress.parseAsWritten(provider.text("token_url").orElse(USUAL_ADDRESS) + "?" + RequestTemplate.query(query))
            .orElseThrow(() -> ProviderErrors.incomplete(provider, "token_url"));
        ProviderCall creating = call.at(uri);
        creating.send(SharedHttpClient.request(uri).GET().build());
        String answer = creating.text(MAX_BYTES);
        creating.finish();
        JsonNode token = strictTree(answer);
        if (!token.path("access_token").isTextual()) {
            throw creating.errors().ofStatus(0, answer);
        }
        String id = token.path("access_token").textValue();
        keep(keys, new Token(id, now.plusSeconds(token.path("expires_in").asLong()).minus(EARLY)));
        return id;
    }
}
