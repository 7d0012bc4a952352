package earshot.engine;

import static earshot.playback.SessionFileSamples.KITCHEN;
import static earshot.playback.SessionFileSamples.at;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.capture.SessionFile;
import earshot.event.Direction;
import earshot.event.Event;
import earshot.id.DeviceId;
import earshot.lint.Finding;
import earshot.lint.LintRule;
import earshot.lint.RecordedFinding;
import earshot.playback.SessionFileSamples;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import org.junit.jupiter.api.Test;

class RecordedFindingsTest {
    private static final DeviceId OTHER = new DeviceId("bb");

    private final SessionFile file = SessionFileSamples.conversation();

    @Test
    void whatTheRecordingProgramFoundIsNotShown() {
        RecordedFindings none = findings();
        assertThat(none.rows()).isNotEmpty().extracting(Event::type).doesNotContain("lint");
        assertThat(none.problems()).singleElement().satisfies(kept -> {
            assertThat(kept.number()).isEqualTo(3);
            assertThat(kept.problem().code()).isEqualTo(ProblemCode.FRAMES_LATE);
            assertThat(kept.at()).isEqualTo(at(6));
            assertThat(kept.resolvedAt()).contains(at(8));
        });
        assertThat(RecordedFindings.of(file).problems()).extracting(entry -> entry.problem().args()).noneMatch(args -> args.contains("found then"));
    }

    @Test
    void findingsOfOneRuleAreOneProblemFromTheFirstToTheNewest() {
        RecordedFindings found = findings(finding(LintRule.SESSION_ID, "old", 1, KITCHEN, 3), finding(LintRule.SESSION_ID, "older", 2, KITCHEN, 5),
            finding(LintRule.SESSION_ID, "oldest", 3, KITCHEN, 9));
        assertThat(found.problems()).hasSize(2).first().satisfies(problem -> {
            assertThat(problem.number()).as("none of the recording has it").isEqualTo(5);
            assertThat(problem.problem().subject()).isEqualTo(new ProblemSubject.ProtocolRule(KITCHEN, "session-id"));
            assertThat(problem.problem().code()).isEqualTo(LintRule.SESSION_ID.code());
            assertThat(problem.problem().args()).containsExactly(KITCHEN.value(), "oldest", "3");
            assertThat(problem.at()).isEqualTo(at(3));
            assertThat(problem.last()).isEqualTo(at(9));
            assertThat(problem.count()).isEqualTo(3);
            assertThat(problem.open()).isTrue();
        });
    }

    @Test
    void eachDeviceAndEachRuleHasAProblemOfItsOwn() {
        RecordedFindings found = findings(finding(LintRule.SESSION_ID, "a", 1, KITCHEN, 1), finding(LintRule.SESSION_ID, "b", 1, OTHER, 2),
            finding(LintRule.TEXT_PING, "c", 1, KITCHEN, 8));
        assertThat(found.problems()).extracting(ProblemEntry::last).as("the newest first").containsExactly(at(8), at(6), at(2), at(1));
        assertThat(found.problems()).extracting(ProblemEntry::number).doesNotHaveDuplicates();
    }

    @Test
    void aFindingIsARowAtItsMomentUnlessItOnlyGoesOn() {
        RecordedFindings found = findings(finding(LintRule.TEXT_PING, "a ping", 1, KITCHEN, 3), finding(LintRule.TEXT_PING, "a ping", 7, KITCHEN, 4));
        assertThat(found.rows()).extracting(Event::nanos).isSorted();
        assertThat(found.rows()).filteredOn(row -> row.type().equals("lint")).singleElement().satisfies(row -> {
            assertThat(row.summary()).isEqualTo("text-ping: a ping");
            assertThat(row.at()).isEqualTo(at(3));
            assertThat(row.device()).contains(KITCHEN);
            assertThat(row.direction()).isEqualTo(Direction.HERE);
            assertThat(row.severity()).isEqualTo(LintRule.TEXT_PING.code().severity());
        });
    }

    private RecordedFindings findings(RecordedFinding... findings) {
        return new RecordedFindings(file, List.of(findings));
    }

    private RecordedFinding finding(LintRule rule, String detail, int count, DeviceId device, int second) {
        return new RecordedFinding(new Finding(rule, detail, count), device, 1, file.manifest().clock().nanos() + second * 1_000_000_000L);
    }
}
