package earshot.engine;

import module java.base;

import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemReason;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;

/// Makes one problem of the several that a settings file has: it says what stands in for what, and leads to the list of what holds. A single
/// one stays as it is. Everything else passes. Thread-safe.
final class SettingsNotice implements ProblemSink {
    private static final Set<ProblemCode> OF_FILES = EnumSet.of(ProblemCode.SETTING_REFUSED, ProblemCode.SETTING_UNKNOWN, ProblemCode.SETTING_FOREIGN,
        ProblemCode.SETTING_REPEATED, ProblemCode.SETTING_TYPOGRAPHIC,
        ProblemCode.PERSONA_PLACEHOLDERS, ProblemCode.SETTING_UNFILLED, ProblemCode.SETTING_NO_SECTION, ProblemCode.PROVIDER_UNKNOWN,
        ProblemCode.PROVIDER_INCOMPLETE, ProblemCode.PROVIDER_UNFILLED);

    private record Key(ProblemCode code, ProblemSubject subject) {
        static Key of(Problem problem) {
            return new Key(problem.code(), problem.subject());
        }
    }

    private final ProblemTracker problems;
    private final Map<Key, Problem> held = new LinkedHashMap<>();
    private List<Problem> shown = List.of();
    private SettingsReport report = SettingsReport.NONE;
    private boolean ready;

    SettingsNotice(ProblemTracker problems) {
        this.problems = problems;
    }

    @Override
    public synchronized void raise(Problem problem) {
        if (OF_FILES.contains(problem.code())) {
            held.put(Key.of(problem), problem);
            update();
        } else {
            problems.raise(problem);
        }
    }

    @Override
    public synchronized void resolve(ProblemCode code, ProblemSubject subject) {
        if (OF_FILES.contains(code)) {
            held.remove(new Key(code, subject));
            update();
        } else {
            problems.resolve(code, subject);
        }
    }

    /// What holds of the file now. Nothing of it is shown before the first one.
    synchronized void show(SettingsReport now) {
        report = now;
        ready = true;
        update();
    }

    private void update() {
        if (!ready) {
            return;
        }
        List<Problem> wanted = wanted();
        if (wanted.equals(shown)) {
            return;
        }
        Set<Key> stay = wanted.stream().map(Key::of).collect(Collectors.toSet());
        List<Problem> before = shown;
        shown = wanted;
        before.stream().filter(problem -> !stay.contains(Key.of(problem))).forEach(problem -> {
            if (held.containsKey(Key.of(problem))) {
                problems.withdraw(problem.code(), problem.subject());
            } else {
                problems.resolve(problem.code(), problem.subject());
            }
        });
        wanted.stream().filter(problem -> !before.contains(problem)).forEach(problems::raise);
    }

    private List<Problem> wanted() {
        List<Problem> alone = List.copyOf(held.values());
        if (report.file().isEmpty()) {
            return alone;
        }
        String file = report.file().get().toString();
        ProblemSubject subject = new ProblemSubject.SettingsFile(file);
        if (report.failing().stream().anyMatch(finding -> finding.part().equals(Optional.of(ChosenPart.ALL)))) {
            return List.of(Problem.of(ProblemCode.SETTINGS_IN_CONSOLE, subject, file));
        }
        if (alone.size() < 2) {
            return alone;
        }
        if (report.holds()) {
            return List.of(Problem.of(ProblemCode.SETTINGS_PARTLY_USED, subject, file, alone.size()));
        }
        String reasons = report.failing().stream().map(SettingsNotice::reason).collect(Collectors.joining("\n"));
        return List.of(Problem.of(ProblemCode.SETTINGS_DIFFER, subject, file, report.failing().size(), reasons));
    }

    private static String reason(SettingsFinding finding) {
        return finding.part().map(part -> part.missing().with(finding.written().isEmpty() ? finding.key() : finding.written()))
            .orElseGet(() -> ProblemReason.OTHER_SETTING.with(finding.key()));
    }
}
