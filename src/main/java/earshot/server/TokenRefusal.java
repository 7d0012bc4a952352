package earshot.server;

import module java.base;

import earshot.access.token.TokenVerdict;
import earshot.problem.ProblemCode;

/// Why a token of somebody else was refused. Only those that may be guesses begin as an invalid token does, because their answers wait.
final class TokenRefusal {
    private TokenRefusal() {}

    static DeviceAuthentication.Failed of(TokenVerdict.Invalid invalid) {
        return switch (invalid.reason()) {
            case EXPIRED -> failed(ProblemCode.TOKEN_EXPIRED, "Token expired", invalid);
            case NOT_YET_VALID -> failed(ProblemCode.TOKEN_EARLY, "Token not valid yet", invalid);
            case WRONG_AUDIENCE -> failed(ProblemCode.TOKEN_AUDIENCE, "Token for another audience", invalid);
            case WRONG_ISSUER -> failed(ProblemCode.TOKEN_ISSUER, "Token of another issuer", invalid);
            case WRONG_SUBJECT -> failed(ProblemCode.TOKEN_SUBJECT, "Token of another device", invalid);
            case WRONG_SIGNATURE -> failed(ProblemCode.TOKEN_SIGNATURE, DeviceAuthentication.INVALID + ": its signature does not fit", invalid);
            case WRONG_ALGORITHM -> failed(ProblemCode.TOKEN_ALGORITHM, DeviceAuthentication.INVALID + ": its algorithm is not allowed", invalid);
            case WRONG_CLAIMS -> failed(ProblemCode.TOKEN_CLAIMS, "Token with unreadable claims", invalid);
            case NOT_ACTIVE -> failed(ProblemCode.TOKEN_INACTIVE, DeviceAuthentication.INVALID + ": it is not active", invalid);
        };
    }

    private static DeviceAuthentication.Failed failed(ProblemCode code, String reason, TokenVerdict.Invalid invalid) {
        return new DeviceAuthentication.Failed(code, reason, List.of(invalid.detail()));
    }
}
