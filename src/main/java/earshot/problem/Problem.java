package earshot.problem;

import module java.base;

import earshot.data.AddressSecrets;
import earshot.data.MessagePattern;
import earshot.data.TextLimit;

/// A failure to show to a person: what happened, why, what to do, and where to go.
/// The texts are looked up when shown, so that they follow the language.
///
/// @param args the arguments of the code's texts, in the order that [ProblemCode] names; never secret. One may be a [ProblemReason] or a problem as an argument
public record Problem(ProblemCode code, ProblemSubject subject, List<String> args) {
    /// Characters of an argument; the rest of a longer one is cut off.
    private static final int MAX_ARG = 2_000;

    public Problem {
        // addresses with keys in them come from settings, providers and clients
        args = args.stream().map(arg -> AddressSecrets.mask(TextLimit.cut(arg, MAX_ARG + 1))).toList();
    }

    public static Problem of(ProblemCode code, ProblemSubject subject, Object... args) {
        return new Problem(code, subject, Arrays.stream(args).map(String::valueOf).toList());
    }

    public static Problem of(ProblemCode code, Object... args) {
        return of(code, ProblemSubject.program(), args);
    }

    /// This problem as the argument of another, or of an event: in the language of the reader.
    public String asArgument() {
        return ProblemArgument.of(this);
    }

    public Severity severity() {
        return code.severity();
    }

    /// What happened, one sentence.
    public String what(Locale locale) {
        return text("what", locale, ProviderPart.of(this).map(part -> part.name(args.getFirst(), locale)));
    }

    /// Why it happened, as far as known.
    public String why(Locale locale) {
        return text("why", locale, Optional.empty());
    }

    /// What to do about it.
    public String remedy(Locale locale) {
        return text("do", locale, Optional.empty());
    }

    /// @param first in place of the first argument
    private String text(String part, Locale locale, Optional<String> first) {
        String key = subject instanceof ProblemSubject.ProtocolRule(_, String rule) ? code.key() + "." + rule : code.key();
        return MessagePattern.format(ProblemTexts.in(locale).getString(key + "." + part), locale,
            Stream.concat(first.stream(), args.stream().skip(first.isPresent() ? 1 : 0).map(arg -> ProblemReason.text(arg, locale))).toList());
    }
}
