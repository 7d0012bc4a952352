package earshot.ui;

import module java.base;

import earshot.problem.Severity;

/// A message that is shown for a moment.
///
/// @param subject messages of the same subject are one toast; not shown
/// @param detail what to do, empty if there is nothing
/// @param count how often it was said while it was shown
/// @param problem whether the list of problems says more
record Toast(Severity severity, String subject, String text, String detail, int count, boolean problem) {
    static Toast message(Severity severity, String subject, String text) {
        return new Toast(severity, subject, oneLine(text), "", 1, false);
    }

    static Toast problem(Severity severity, String subject, String what, String remedy) {
        return new Toast(severity, subject, oneLine(what), oneLine(remedy), 1, true);
    }

    /// All of it.
    String full() {
        return detail.isEmpty() ? text : text + "\n→ " + detail;
    }

    Toast counted(int now) {
        return new Toast(severity, subject, text, detail, now, problem);
    }

    private static String oneLine(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining(" "));
    }
}
