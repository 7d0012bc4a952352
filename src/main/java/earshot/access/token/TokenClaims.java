package earshot.access.token;

import module java.base;

import earshot.access.token.TokenVerdict.InvalidReason;
import earshot.data.LetterCase;
import earshot.data.TextLimit;
import earshot.id.DeviceId;

/// What holds for both kinds of tokens: their time and their subject.
final class TokenClaims {
    private static final int SHOWN = 80;

    private TokenClaims() {}

    static TokenVerdict judge(Optional<String> subPrefix, Optional<String> subject, Optional<Instant> expires, Optional<Instant> begins, DeviceId device,
        Instant now) {
        if (expires.filter(end -> !now.isBefore(end.plus(JwtVerifier.LEEWAY))).isPresent()) {
            return new TokenVerdict.Invalid(InvalidReason.EXPIRED, moment(expires.get()));
        }
        if (begins.filter(begin -> now.isBefore(begin.minus(JwtVerifier.LEEWAY))).isPresent()) {
            return new TokenVerdict.Invalid(InvalidReason.NOT_YET_VALID, moment(begins.get()));
        }
        if (subPrefix.isEmpty()) {
            return new TokenVerdict.Valid(false);
        }
        boolean bound = subject.filter(named -> LetterCase.folded(named).equals(LetterCase.folded(subPrefix.get() + device.value()))).isPresent();
        return bound ? new TokenVerdict.Valid(true)
            : new TokenVerdict.Invalid(InvalidReason.WRONG_SUBJECT, TextLimit.cut(subject.filter(named -> !named.isEmpty()).orElse("–"), SHOWN));
    }

    private static String moment(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
