package earshot.remote;

import static earshot.data.JsonMappers.tree;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/// What the speech services of iFlytek answer, and what their error codes mean.
public final class XunfeiAnswer {
    private static final Set<Integer> KEY = Set.of(10005, 10105, 10110, 10313, 11200);
    private static final Set<Integer> QUOTA = Set.of(11201);
    private static final Set<Integer> LIMITED = Set.of(10010, 11202, 11203);
    private static final Set<Integer> FAILED = Set.of(10200, 10700, 10043, 11502, 11503);

    private XunfeiAnswer() {}

    /// Reads an answer that is no refusal.
    ///
    /// @throws earshot.problem.ProblemException when it is one, in the words of the service, or no answer of this service
    public static JsonNode parse(String message, ProviderErrors errors) {
        JsonNode answer = tree(message);
        JsonNode code = answer.at("/header/code");
        if (!code.isInt()) {
            throw errors.malformed(message);
        }
        if (code.intValue() != 0) {
            throw errors.ofCode(code.asText(), answer.at("/header/message").asText(), status(code.intValue()));
        }
        return answer;
    }

    /// The HTTP status that says the same.
    private static int status(int code) {
        return KEY.contains(code) ? 401 : QUOTA.contains(code) ? 402 : LIMITED.contains(code) ? 429 : FAILED.contains(code) ? 500 : 400;
    }
}
