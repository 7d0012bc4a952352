package earshot.engine;

import module java.base;

import earshot.capture.RecordedProblem;
import earshot.capture.SessionFile;
import earshot.event.Direction;
import earshot.event.Event;
import earshot.event.EventCode;
import earshot.event.EventPayload;
import earshot.event.EventText;
import earshot.id.DeviceId;
import earshot.lint.Finding;
import earshot.lint.LintRule;
import earshot.lint.RecordedFinding;
import earshot.lint.SessionLint;
import earshot.problem.Problem;
import earshot.problem.ProblemSubject;

/// The problems and rows of a session file, with what the protocol lint of this program finds in it instead of what that of the recording one found.
record RecordedFindings(SessionFile file, List<RecordedFinding> findings) {
    private static final String TYPE = "lint";

    static RecordedFindings of(SessionFile file) {
        return new RecordedFindings(file, SessionLint.check(file));
    }

    private record Key(DeviceId device, LintRule rule) {}

    /// Newest first, by when they were raised last.
    List<ProblemEntry> problems() {
        Stream<ProblemEntry> kept = file.problems().stream().filter(problem -> !(problem.problem().subject() instanceof ProblemSubject.ProtocolRule))
            .map(RecordedFindings::entry);
        long number = file.problems().stream().mapToLong(RecordedProblem::number).max().orElse(0);
        List<ProblemEntry> found = new ArrayList<>();
        for (List<RecordedFinding> same : byRule().values()) {
            found.add(entry(++number, same));
        }
        return Stream.concat(kept, found.stream()).sorted(Comparator.comparing(ProblemEntry::last).reversed()).toList();
    }

    /// In order.
    List<Event> rows() {
        Stream<Event> kept = file.rows().stream().filter(row -> !row.type().equals(TYPE));
        Stream<Event> found = findings.stream().filter(one -> one.finding().count() == 1).map(this::row);
        return Stream.concat(kept, found).sorted(Comparator.comparingLong(Event::nanos)).toList();
    }

    private Map<Key, List<RecordedFinding>> byRule() {
        return findings.stream().collect(Collectors.groupingBy(one -> new Key(one.device(), one.finding().rule()), LinkedHashMap::new, Collectors.toList()));
    }

    private ProblemEntry entry(long number, List<RecordedFinding> same) {
        Finding newest = same.getLast().finding();
        DeviceId device = same.getLast().device();
        Problem problem = Problem.of(newest.rule().code(), new ProblemSubject.ProtocolRule(device, newest.rule().id()), device, newest.detail(),
            newest.count());
        return new ProblemEntry(number, problem, file.at(same.getFirst().nanos()), file.at(same.getLast().nanos()), same.size(), Optional.empty());
    }

    private static ProblemEntry entry(RecordedProblem recorded) {
        return new ProblemEntry(recorded.number(), recorded.problem(), recorded.at(), recorded.last(), recorded.count(), recorded.resolvedAt(),
            recorded.acknowledged(), recorded.replaced());
    }

    private Event row(RecordedFinding found) {
        LintRule rule = found.finding().rule();
        return new Event(file.at(found.nanos()), found.nanos(), Optional.of(found.device()), Direction.HERE, TYPE, rule.code().severity(),
            EventText.of(EventCode.LINT_FOUND, rule.id(), found.finding().detail()),
            found.finding().message().<EventPayload>map(json -> EventPayload.Text.whole(json, json.getBytes(StandardCharsets.UTF_8).length))
                .orElseGet(EventPayload::none));
    }
}
