package earshot.access.token;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.problem.ProblemReason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is said of keys that cannot be used.
class JwtKeysTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        -                                | -   | -           | TOKEN_NO_KEY
        short                            | -   | -           | TOKEN_SECRET_SHORT
        -----BEGIN PUBLIC KEY----- abc   | -   | -           | TOKEN_SECRET_IS_KEY
        -                                | abc | -           | TOKEN_KEY_UNREADABLE
        0123456789abcdef0123456789abcdef | -   | RS256       | TOKEN_NO_KEY
        0123456789abcdef0123456789abcdef | -   | none,HS256  | TOKEN_ALGORITHM_UNKNOWN
        0123456789abcdef0123456789abcdef | -   | hs256       | -
        0123456789abcdef0123456789abcdef | -   | -           | -""")
    void faultsAreNamed(String secret, String key, String algorithms, ProblemReason fault) {
        JwtKeys keys = JwtKeys.of(new TokenSettings.Jwt(Optional.ofNullable(secret), Optional.ofNullable(key), Optional.empty(),
            algorithms == null ? List.of() : List.of(algorithms.split(",")), Optional.empty(),
            Optional.empty(), Optional.empty()));
        assertThat(keys.faults()).isEqualTo(Stream.ofNullable(fault).toList());
        assertThat(keys.verifiers().keySet()).allMatch(algorithm -> algorithm.getName().equals("HS256"));
    }
}
