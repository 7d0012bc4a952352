package earshot.access.token;

import module java.base;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import earshot.access.token.IssuerCall.Unanswered;
import earshot.problem.ProblemReason;
import earshot.remote.SharedHttpClient;
import earshot.time.Time;

/// The public keys that an issuer publishes (JSON Web Key Set, RFC 7517), fetched when a token needs one. Safe for use from any thread.
final class IssuerKeys {
    static final Duration LIMIT = Duration.ofSeconds(3);
    /// How long a set holds before it is fetched again.
    static final Duration FRESH = Duration.ofMinutes(10);
    /// Between two fetches for a key that is not in the set, or after one that failed: tokens with made-up keys cost no more than this.
    static final Duration PAUSE = Duration.ofSeconds(10);
    /// How long the last set serves an issuer that does not answer.
    static final Duration LAST_RESORT = Duration.ofHours(24);
    private static final int MAX_KEYS = 100;
    private static final List<JWSAlgorithm> USUAL = List.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256, JWSAlgorithm.ES384, JWSAlgorithm.ES512);

    private final Time time;
    private final SharedHttpClient http;
    private final URI address;
    private final Set<String> algorithms;
    /// The newest call, its beginning in monotonic nanoseconds, and the last set that came.
    private CompletableFuture<JWKSet> call = CompletableFuture.failedFuture(new Unanswered(ProblemReason.CONNECTION_LOST));
    private OptionalLong begun = OptionalLong.empty();
    private volatile Optional<Known> known = Optional.empty();

    /// @param at when it came, in monotonic nanoseconds
    private record Known(JWKSet keys, long at) {}

    /// @param algorithms by their names in JWT; empty for the usual ones
    IssuerKeys(Time time, SharedHttpClient http, URI address, List<String> algorithms) {
        this.time = time;
        this.http = http;
        this.address = address;
        this.algorithms = algorithms.isEmpty() ? USUAL.stream().map(JWSAlgorithm::getName).collect(Collectors.toSet())
            : new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        algorithms.forEach(name -> this.algorithms.add(name.strip()));
    }

    /// Whether a published key may have signed in this way. Never a secret: whoever reads the set could sign with it.
    boolean allows(JWSAlgorithm algorithm) {
        return algorithms.contains(algorithm.getName()) && (JWSAlgorithm.Family.RSA.contains(algorithm) || JWSAlgorithm.Family.EC.contains(algorithm));
    }

    /// The verifiers of the keys that a header may mean. Waits for the issuer; for virtual threads only.
    ///
    /// @throws Unanswered when it does not give its keys, and gave none before
    List<JWSVerifier> verifiers(JWSHeader header) {
        List<JWSVerifier> found = verifiers(header, keys(FRESH));
        // the issuer may sign with a new key
        return found.isEmpty() ? verifiers(header, keys(PAUSE)) : found;
    }

    private static List<JWSVerifier> verifiers(JWSHeader header, JWKSet keys) {
        return new JWKSelector(JWKMatcher.forJWSHeader(header)).select(keys).stream().limit(MAX_KEYS).flatMap(key -> verifier(key).stream())
            .filter(verifier -> verifier.supportedJWSAlgorithms().contains(header.getAlgorithm())).toList();
    }

    private static Optional<JWSVerifier> verifier(JWK key) {
        try {
            return switch (key) {
                case RSAKey rsa -> Optional.of(new RSASSAVerifier(rsa.toRSAPublicKey()));
                case ECKey ec -> Optional.of(new ECDSAVerifier(ec.toECPublicKey()));
                default -> Optional.empty();
            };
        } catch (JOSEException _) {
            return Optional.empty();
        }
    }

    /// The set, fetched again where the last call began that long ago.
    private JWKSet keys(Duration age) {
        CompletableFuture<JWKSet> newest = newest(age);
        try {
            return time.await(newest, LIMIT).orElseThrow(() -> new Unanswered(ProblemReason.NO_ANSWER_WITHIN, LIMIT.toSeconds()));
        } catch (Unanswered e) {
            newest.completeExceptionally(e);
            return lastResort().orElseThrow(() -> e);
        } catch (CompletionException e) {
            return lastResort().orElseThrow(() -> e.getCause() instanceof Unanswered unanswered ? unanswered : new Unanswered(ProblemReason.CONNECTION_LOST));
        }
    }

    private Optional<JWKSet> lastResort() {
        return known.filter(set -> time.nanos() - set.at < LAST_RESORT.toNanos()).map(Known::keys);
    }

    /// One call for all that wait. Returns at once.
    private synchronized CompletableFuture<JWKSet> newest(Duration age) {
        long now = time.nanos();
        long pause = (call.isCompletedExceptionally() ? PAUSE : age).toNanos();
        if (begun.isEmpty() || now - begun.getAsLong() >= pause) {
            begun = OptionalLong.of(now);
            call = fetch();
        }
        return call;
    }

    private CompletableFuture<JWKSet> fetch() {
        CompletableFuture<String> sent = IssuerCall.send(http,
            SharedHttpClient.request(address).header("Accept", "application/jwk-set+json, application/json").build());
        CompletableFuture<JWKSet> set = sent.thenApply(this::read);
        set.whenComplete((_, _) -> sent.cancel(true));
        return set;
    }

    private JWKSet read(String body) {
        try {
            JWKSet keys = JWKSet.parse(body);
            known = Optional.of(new Known(keys, time.nanos()));
            return keys;
        } catch (ParseException | RuntimeException _) {
            throw new Unanswered(ProblemReason.TOKEN_KEYS_UNCLEAR);
        }
    }
}
