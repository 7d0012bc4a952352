package earshot.event;

import module java.base;

import earshot.problem.Problem;
import earshot.problem.ProblemReason;

/// What a row of the timeline says. It is put into words when it is shown, so that it follows the language of the reader.
public sealed interface EventText {
    /// The same in every language: the terms of the protocol, or what somebody said.
    record Words(String words) implements EventText {}

    /// @param args of the code's text, in the order that [EventCode] names; one may be a [ProblemReason]
    record Coded(EventCode code, List<String> args) implements EventText {}

    /// A problem has begun.
    record Raised(Problem problem) implements EventText {}

    /// A problem is over.
    record Resolved(Problem problem) implements EventText {}

    /// A connection has ended, or is being closed.
    ///
    /// @param closeCode of the WebSocket
    /// @param rule stable key of the reason
    /// @param description for a rule that is not known any more
    record Ended(int closeCode, String rule, List<String> args, String description) implements EventText {}

    static EventText of(EventCode code, Object... args) {
        return new Coded(code, Arrays.stream(args).map(String::valueOf).toList());
    }

    /// In the words of a language, on one line.
    default String in(Locale locale) {
        return words(locale).replace('\n', ' ').replace('\r', ' ');
    }

    private String words(Locale locale) {
        return switch (this) {
            case Words(String words) -> words;
            case Coded(EventCode code, List<String> args) -> EventTexts.get(locale, code.key(), args.stream().map(arg -> argument(code, arg, locale)).toList());
            case Raised(Problem problem) -> EventTexts.get(locale, "problem_raised", List.of(problem.what(locale), problem.why(locale)));
            case Resolved(Problem problem) -> EventTexts.get(locale, "problem_resolved", List.of(problem.what(locale)));
            case Ended(int closeCode, String rule, List<String> args, String description) ->
                EventTexts.get(locale, "ended", List.of(connectionEnd(rule, args, description, locale), Integer.toString(closeCode)));
        };
    }

    private static String argument(EventCode code, String arg, Locale locale) {
        return switch (code) {
            case MODE_BEGINS, MODE_ENDS, MODE_NOT_SERVED -> EventTexts.mode(locale, arg);
            default -> ProblemReason.text(arg, locale);
        };
    }

    /// Why a connection ended, in the words of a language.
    ///
    /// @param description what is said when the rule is not known any more, or has arguments that were not kept
    static String connectionEnd(String rule, List<String> args, String description, Locale locale) {
        String key = "ended." + rule;
        return EventTexts.fits(key, args) ? EventTexts.get(locale, key, args) : description;
    }

    /// The same with all that others wrote changed, as to mask secrets and to cut what is long.
    default EventText changed(UnaryOperator<String> change) {
        return switch (this) {
            case Words(String words) -> new Words(change.apply(words));
            case Coded(EventCode code, List<String> args) -> new Coded(code, args.stream().map(change).toList());
            case Raised(Problem problem) -> new Raised(changed(problem, change));
            case Resolved(Problem problem) -> new Resolved(changed(problem, change));
            case Ended(int closeCode, String rule, List<String> args, String description) -> new Ended(closeCode, rule, args.stream().map(change).toList(),
                change.apply(description));
        };
    }

    /// Characters that it holds, estimated.
    default int length() {
        return switch (this) {
            case Words(String words) -> words.length();
            case Coded(EventCode _, List<String> args) -> length(args);
            case Raised(Problem problem) -> length(problem.args());
            case Resolved(Problem problem) -> length(problem.args());
            case Ended(int _, String _, List<String> args, String description) -> length(args) + description.length();
        };
    }

    private static int length(List<String> args) {
        return args.stream().mapToInt(String::length).sum();
    }

    private static Problem changed(Problem problem, UnaryOperator<String> change) {
        return new Problem(problem.code(), problem.subject(), problem.args().stream().map(change).toList());
    }
}
