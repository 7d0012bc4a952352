package earshot.remote;

import earshot.problem.ProblemException;
import java.util.Map;

/// What the error codes of the speech services of Volcengine mean.
public final class VolcengineRefusal {
    /// Codes of both generations by the HTTP status that says the same.
    private static final Map<Long, Integer> LIKE = Map.ofEntries(Map.entry(1001L, 400), Map.entry(1002L, 401), Map.entry(1003L, 429), Map.entry(1004L, 402),
        Map.entry(1005L, 503), Map.entry(1010L, 413), Map.entry(1011L, 413), Map.entry(1012L, 400), Map.entry(1020L, 500), Map.entry(1021L, 500),
        Map.entry(1022L, 500), Map.entry(45_000_010L, 401), Map.entry(45_000_030L, 403), Map.entry(55_000_031L, 503));

    private VolcengineRefusal() {}

    /// What the service refused, in its words.
    public static ProblemException of(ProviderErrors errors, long code, String body) {
        int like = LIKE.getOrDefault(code, code >= 50_000_000 && code < 60_000_000 ? 500 : 400);
        return errors.ofCode(String.valueOf(code), body, like);
    }
}
