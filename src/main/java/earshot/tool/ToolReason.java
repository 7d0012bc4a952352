package earshot.tool;

import module java.base;

import earshot.problem.ProblemReason;

/// Why a tool or its server failed.
public sealed interface ToolReason {
    /// What Earshot has found out, in the language of the reader.
    ///
    /// @param detail what it is about, such as a number, and what the server said last; empty where there is none
    record Known(ProblemReason reason, String detail) implements ToolReason {}

    /// What the server or the system said, as it said it.
    record Said(String words) implements ToolReason {}

    static ToolReason of(ProblemReason reason) {
        return new Known(reason, "");
    }

    static ToolReason of(ProblemReason reason, Object detail) {
        return new Known(reason, String.valueOf(detail));
    }

    static ToolReason noAnswer(Duration limit) {
        return of(ProblemReason.TOOL_NO_ANSWER, limit.toSeconds() + " s");
    }

    /// As an argument of a problem, and for [ProblemReason#text].
    default String argument() {
        return switch (this) {
            case Known(ProblemReason reason, String detail) -> detail.isEmpty() ? reason.toString() : reason.with(detail);
            case Said(String words) -> words;
        };
    }

    /// For logs.
    default String english() {
        return ProblemReason.text(argument(), Locale.ENGLISH);
    }

    /// The same with more about it, in brackets.
    default ToolReason with(String more) {
        String brackets = more.isEmpty() ? "" : " (" + more + ")";
        return switch (this) {
            case Known(ProblemReason reason, String detail) -> new Known(reason, detail.isEmpty() ? more : detail + brackets);
            case Said(String words) -> new Said(words + brackets);
        };
    }

    /// The same with the server's words and details changed, as to mask secrets.
    default ToolReason masked(UnaryOperator<String> mask) {
        return switch (this) {
            case Known(ProblemReason reason, String detail) -> new Known(reason, detail.isEmpty() ? detail : mask.apply(detail));
            case Said(String words) -> new Said(mask.apply(words));
        };
    }
}
