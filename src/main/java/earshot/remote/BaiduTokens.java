package earshot.remote;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.problem.ProblemException;

/// Tokens for the services of Baidu: each is asked for with the two keys of a section. Safe for use from any thread.
public final class BaiduTokens {
    private static final String USUAL_ADDRESS = "https://aip.baidubce.com/oauth/2.0/token";

    private final AccessTokens<List<String>> made = new AccessTokens<>();

    /// Does something with the token of the call's provider, and once more with a new one where the one that was kept is refused. Waits.
    ///
    /// @throws ProblemException when the keys are refused
    public <T> T using(ProviderCall call, Instant now, Function<String, T> request) {
        ProviderSettings provider = call.errors().provider();
        List<String> keys = Stream.of("api_key", "secret_key").map(provider::required).toList();
        return made.using(keys, now, () -> create(call, keys, now), request);
    }

    /// Reads `token_url` of the section.
    private static AccessTokens.Token create(ProviderCall call, List<String> keys, Instant now) {
        ProviderSettings provider = call.errors().provider();
        ObjectNode query = JsonNodeFactory.instance.objectNode().put("grant_type", "client_credentials").put("client_id", keys.getFirst())
            .put("client_secret", keys.getLast());
        URI uri = ProviderAddress.parseAsWritten(provider.text("token_url").orElse(USUAL_ADDRESS) + "?" + RequestTemplate.query(query))
            .orElseThrow(() -> ProviderErrors.incomplete(provider, "token_url"));
        JsonNode token = AccessTokens.answer(call, uri, "/access_token");
        return new AccessTokens.Token(token.path("access_token").textValue(), now.plusSeconds(token.path("expires_in").asInt()));
    }
}
