package earshot.access.token;

import module java.base;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import earshot.problem.ProblemReason;

/// The algorithms that are allowed, each with the verifier of its own kind of key.
///
/// @param faults what of the settings cannot be used
record JwtKeys(Map<JWSAlgorithm, JWSVerifier> verifiers, List<ProblemReason> faults) {
    private static final Map<String, List<JWSAlgorithm>> OF_KEY = Map.of(
        "secret", List.of(JWSAlgorithm.HS256, JWSAlgorithm.HS384, JWSAlgorithm.HS512),
        "RSA", List.of(JWSAlgorithm.RS256, JWSAlgorithm.RS384, JWSAlgorithm.RS512, JWSAlgorithm.PS256, JWSAlgorithm.PS384, JWSAlgorithm.PS512),
        "EC", List.of(JWSAlgorithm.ES256, JWSAlgorithm.ES384, JWSAlgorithm.ES512));
    /// Bytes of the shortest secret that HS256 takes.
    private static final int SHORTEST_SECRET = 32;

    static JwtKeys of(TokenSettings.Jwt settings) {
        Map<JWSAlgorithm, JWSVerifier> fitting = new LinkedHashMap<>();
        EnumSet<ProblemReason> faults = EnumSet.noneOf(ProblemReason.class);
        if (settings.secret().filter(secret -> secret.strip().startsWith("-----BEGIN")).isPresent()) {
            // whoever knows that key could sign with it
            faults.add(ProblemReason.TOKEN_SECRET_IS_KEY);
        }
        settings.secret().filter(secret -> !secret.strip().startsWith("-----BEGIN")).ifPresent(secret -> {
            byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
            if (bytes.length < SHORTEST_SECRET) {
                faults.add(ProblemReason.TOKEN_SECRET_SHORT);
            }
            OF_KEY.get("secret").forEach(algorithm -> add(fitting, algorithm, () -> new MACVerifier(bytes)));
        });
        settings.publicKey().ifPresent(text -> PublicKeyReader.read(text).ifPresentOrElse(key -> {
            switch (key) {
                case RSAPublicKey rsa -> OF_KEY.get("RSA").forEach(algorithm -> add(fitting, algorithm, () -> new RSASSAVerifier(rsa)));
                case ECPublicKey ec -> OF_KEY.get("EC").forEach(algorithm -> add(fitting, algorithm, () -> new ECDSAVerifier(ec)));
                default -> faults.add(ProblemReason.TOKEN_KEY_UNREADABLE);
            }
        }, () -> faults.add(ProblemReason.TOKEN_KEY_UNREADABLE)));
        Set<JWSAlgorithm> allowed = allowed(settings.algorithms(), fitting.keySet(), faults);
        fitting.keySet().retainAll(allowed);
        if (fitting.isEmpty() && faults.isEmpty() && settings.keysAddress().isEmpty()) {
            faults.add(ProblemReason.TOKEN_NO_KEY);
        }
        return new JwtKeys(Collections.unmodifiableMap(fitting), List.copyOf(faults));
    }

    private static Set<JWSAlgorithm> allowed(List<String> names, Set<JWSAlgorithm> fitting, Set<ProblemReason> faults) {
        if (names.isEmpty()) {
            Set<JWSAlgorithm> usual = new HashSet<>(Set.of(JWSAlgorithm.HS256, JWSAlgorithm.RS256));
            // a key of another curve fits one algorithm only
            fitting.stream().filter(OF_KEY.get("EC")::contains).findFirst().ifPresent(usual::add);
            return usual;
        }
        Set<JWSAlgorithm> allowed = new HashSet<>();
        for (String name : names) {
            Optional<JWSAlgorithm> known = OF_KEY.values().stream().flatMap(List::stream)
                .filter(algorithm -> algorithm.getName().equalsIgnoreCase(name.strip())).findFirst();
            known.ifPresentOrElse(allowed::add, () -> faults.add(ProblemReason.TOKEN_ALGORITHM_UNKNOWN));
        }
        return allowed;
    }

    private interface Maker {
        JWSVerifier make() throws JOSEException;
    }

    /// Leaves out an algorithm that needs a longer secret or another curve.
    private static void add(Map<JWSAlgorithm, JWSVerifier> verifiers, JWSAlgorithm algorithm, Maker maker) {
        try {
            JWSVerifier verifier = maker.make();
            if (verifier.supportedJWSAlgorithms().contains(algorithm)) {
                verifiers.put(algorithm, verifier);
            }
        } catch (JOSEException _) {
            // the key does not fit
        }
    }
}
