package earshot.cli;

import module java.base;

import earshot.problem.Problem;

/// Prints a problem on the command line: what, why and do, a line each.
final class ProblemPrinter {
    private ProblemPrinter() {}

    static void print(PrintWriter out, Problem problem) {
        Locale locale = Locale.getDefault();
        out.println("what: " + problem.what(locale));
        out.println("why:  " + problem.why(locale));
        out.println("do:   " + problem.remedy(locale));
        out.flush();
    }
}
