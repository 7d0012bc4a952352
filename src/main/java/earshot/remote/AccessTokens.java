package earshot.remote;

import static earshot.data.JsonMappers.strictTree;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.data.BoundedMap;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;

/// Tokens that a service makes of the keys of a section: each is used until shortly before it ends, or until it is refused. Safe for use from any thread.
///
/// @param <K> the keys
final class AccessTokens<K> {
    private static final Duration EARLY = Duration.ofMinutes(1);
    private static final int MAX_BYTES = 64 << 10;
    /// Sections whose token is kept.
    private static final int KEPT = 8;

    private final Map<K, Token> made = BoundedMap.oldest(KEPT);

    record Token(String id, Instant end) {}

    /// Does something with a token, and once more with a new one where the one that was kept is refused. Waits.
    ///
    /// @param create asks the service for a token; waits
    <T> T using(K keys, Instant now, Supplier<Token> create, Function<String, T> request) {
        Optional<Token> kept = kept(keys, now);
        try {
            return apply(keys, kept.orElseGet(() -> created(keys, create)), request);
        } catch (ProblemException e) {
            if (kept.isEmpty() || !isRefusal(e)) {
                throw e;
            }
            return apply(keys, created(keys, create), request);
        }
    }

    private <T> T apply(K keys, Token token, Function<String, T> request) {
        try {
            return request.apply(token.id);
        } catch (ProblemException e) {
            if (isRefusal(e)) {
                forget(keys, token);
            }
            throw e;
        }
    }

    static boolean isRefusal(ProblemException failure) {
        return failure.problem().code() == ProblemCode.PROVIDER_KEY_REFUSED;
    }

    private Token created(K keys, Supplier<Token> create) {
        Token token = create.get();
        synchronized (this) {
            made.put(keys, token);
        }
        return token;
    }

    private synchronized Optional<Token> kept(K keys, Instant now) {
        return Optional.ofNullable(made.get(keys)).filter(token -> now.isBefore(token.end.minus(EARLY)));
    }

    /// Another connection may have made a newer one meanwhile.
    private synchronized void forget(K keys, Token token) {
        made.remove(keys, token);
    }

    synchronized void forget(K keys) {
        made.remove(keys);
    }

    /// What a service answers to the request for a token.
    ///
    /// @param place of the token, a JSON pointer; an answer without one is a refusal
    static JsonNode answer(ProviderCall call, URI address, String place) {
        ProviderCall creating = call.at(address);
        creating.send(SharedHttpClient.request(address).GET().build());
        String answer = creating.text(MAX_BYTES);
        creating.finish();
        JsonNode tree = strictTree(answer);
        if (!tree.at(place).isTextual()) {
            throw creating.errors().ofStatus(0, answer);
        }
        if (!ProviderSettings.fitsHeader(tree.at(place).textValue())) {
            throw creating.errors().malformed("");
        }
        return tree;
    }
}
