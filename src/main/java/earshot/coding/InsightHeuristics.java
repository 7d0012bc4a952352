package earshot.coding;

import module java.base;

/// What can be said of a log without a model, in its language. Source: badge-protocol section 7.1.
final class InsightHeuristics {
    private InsightHeuristics() {}

    /// Never empty.
    static Insight of(LogExcerpt log) {
        CodingTexts texts = CodingTexts.of(log.chinese());
        Set<LogSignal> signals = log.signals();
        List<String> insights = new ArrayList<>();
        for (LogSignal signal : signals) {
            insights.add(signal == LogSignal.TESTS && log.failedTests().isPresent() ? texts.of("signal.tests.counted", log.failedTests().getAsInt())
                : texts.of("signal." + signal.key() + ".insight"));
        }
        log.build().filter(state -> state != LogSignal.BuildState.FAILED)
            .ifPresent(state -> insights.add(texts.of(state == LogSignal.BuildState.DONE ? "build.done" : "build.running")));
        long errors = log.count(CodingMessage.Level.ERROR);
        long warnings = log.count(CodingMessage.Level.WARN);
        if (log.lines().isEmpty()) {
            insights.add(texts.of(log.lastEvent().isEmpty() ? "nothing" : "begun"));
        } else {
            insights.add(errors + warnings == 0 ? texts.of("clean", log.lines().size()) : texts.of("counts", errors, warnings, log.lines().size()));
        }
        Insight found = new Insight(insights, lines(texts, signals, "risk"), lines(texts, signals, "action"), lines(texts, signals, "next"));
        String usual = errors > 0 ? "errors" : "usual";
        return found
            .filledFrom(new Insight(List.of(), List.of(texts.of(usual + ".risk")), List.of(texts.of(usual + ".action")), List.of(texts.of(usual + ".next"))));
    }

    private static List<String> lines(CodingTexts texts, Set<LogSignal> signals, String list) {
        return signals.stream().map(signal -> texts.of("signal." + signal.key() + "." + list)).toList();
    }
}
