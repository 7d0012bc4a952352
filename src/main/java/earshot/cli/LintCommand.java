package earshot.cli;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.capture.SessionFile;
import earshot.capture.SessionFileReader;
import earshot.data.ControlCharacters;
import earshot.data.LetterCase;
import earshot.lint.LintRule;
import earshot.lint.RecordedFinding;
import earshot.lint.SessionLint;
import earshot.problem.Problem;
import earshot.problem.ProblemReason;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `lint`: judges the traffic of a session file by all rules of the protocol. Exit code 1 where one was broken.
@Command(name = "lint", description = { "Tells what device and server did wrong in a session file (.earshot), by what real firmware does with it.",
    "Exit code 1 where a rule was broken." },
    mixinStandardHelpOptions = true)
final class LintCommand implements Callable<Integer> {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The session file.")
    private Path file;

    @Option(names = "--json", description = "Print the findings as JSON.")
    private boolean json;

    /// What one connection did wrong in one way.
    private record Group(int connection, LintRule rule) {}

    /// @throws earshot.problem.ProblemException `SESSION_UNREADABLE`
    @Override
    public Integer call() {
        SessionFile session = SessionFileReader.read(file);
        session.notes().forEach(note -> Program.print(spec.commandLine().getErr(), note));
        Map<Group, List<RecordedFinding>> groups = new LinkedHashMap<>();
        SessionLint.check(session).forEach(one -> groups.computeIfAbsent(new Group(one.connection(), one.finding().rule()), _ -> new ArrayList<>()).add(one));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            ArrayNode all = JSON.createArrayNode();
            groups.forEach((group, found) -> all.add(node(session, group, found)));
            out.println(all.toPrettyString());
        } else {
            groups.forEach((group, found) -> lines(session, group, found).forEach(out::println));
            out.println(ProblemReason.text(ProblemReason.LINT_FOUND.with(session.connections().size(), groups.size()), Locale.getDefault()));
        }
        out.flush();
        return groups.isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private static Problem problem(List<RecordedFinding> found) {
        return found.getFirst().finding().problem(found.getFirst().device());
    }

    /// How often: a series counts from 1, and another one from 1 again.
    private static int count(List<RecordedFinding> found) {
        int count = 0;
        for (int i = 0; i < found.size(); i++) {
            boolean last = i == found.size() - 1 || found.get(i + 1).finding().count() == 1;
            count += last ? found.get(i).finding().count() : 0;
        }
        return count;
    }

    private static List<String> lines(SessionFile session, Group group, List<RecordedFinding> found) {
        RecordedFinding first = found.getFirst();
        String at = CLOCK.format(session.at(first.nanos()).atZone(session.manifest().clock().zone()));
        String head = at + "  " + ControlCharacters.escape(first.device().value()) + (group.connection() == 0 ? "" : "  #" + group.connection()) + "  "
            + group.rule().id() + "  x" + count(found);
        return Stream.concat(Stream.of(head), Program.lines(problem(found)).stream().map(line -> "  " + line)).toList();
    }

    private static ObjectNode node(SessionFile session, Group group, List<RecordedFinding> found) {
        RecordedFinding first = found.getFirst();
        Problem problem = problem(found);
        Locale locale = Locale.getDefault();
        return JSON.createObjectNode().put("rule", group.rule().id()).put("side", LetterCase.lower(group.rule().side().name()))
            .put("severity", LetterCase.lower(group.rule().code().severity().name()))
            .put("source", group.rule().source()).put("device", first.device().value()).put("connection", group.connection())
            .put("at", session.at(first.nanos()).toString()).put("nanos", first.nanos())
            .put("count", count(found)).put("seen", first.finding().seen(locale)).put("what", problem.what(locale)).put("why", problem.why(locale))
            .put("do", problem.remedy(locale));
    }
}
