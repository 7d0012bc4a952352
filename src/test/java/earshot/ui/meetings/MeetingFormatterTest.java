package earshot.ui.meetings;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.meeting.LiveMeetingStatus;
import earshot.meeting.LiveMeetingStatus.FinalizePhase;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingSentence;
import earshot.meeting.Summary;
import earshot.time.TimeFake;
import earshot.ui.EngineFake;
import earshot.ui.MeetingModelFake;
import earshot.ui.ModelsStateSamples;
import earshot.ui.kit.Texts;
import earshot.ui.kit.Texts.Language;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What is said about a meeting, in both languages.
class MeetingFormatterTest {
    private final TimeFake time = new TimeFake();
    private final EngineFake engine = new EngineFake(time);
    private final MeetingFormatter english = new MeetingFormatter(new Texts(Language.ENGLISH), engine);
    private final MeetingFormatter chinese = new MeetingFormatter(new Texts(Language.CHINESE), engine);
    private final Meeting meeting = MeetingModelFake.live(new MeetingId("m"), "Weekly", time.now());

    @ParameterizedTest
    @CsvSource({"0, 00:00:00", "-5, 00:00:00", "59, 00:00:59", "760, 00:12:40", "3600, 01:00:00", "360000, 100:00:00"})
    void theClockOfAMeetingNeverRunsBackwards(long seconds, String shown) {
        assertThat(MeetingFormatter.clock(Duration.ofSeconds(seconds))).isEqualTo(shown);
        assertThat(MeetingFormatter.elapsed(meeting, time.now().plusSeconds(seconds))).isEqualTo(shown);
    }

    @Test
    @DisplayName("U22: devices are told by the name that a person gave, others by their id")
    void devicesAreToldByName() {
        engine.device(new DeviceId("94:a9:90:00:00:01")).named("Kitchen", "");
        assertThat(english.devices(meeting)).isEqualTo("Kitchen, 94:a9:90:00:00:03");
        assertThat(english.facts(meeting)).contains("Kitchen").contains(english.sentences(meeting)).doesNotContain("–");
        Meeting ended = MeetingModelFake.state(meeting, Meeting.Lifecycle.ENDED, Optional.of(time.now().plusSeconds(60)));
        assertThat(english.facts(ended)).contains(" – ");
    }

    @Test
    @DisplayName("U44: names stand beside each other as the language has it")
    void namesInChinese() {
        assertThat(chinese.devices(meeting)).isEqualTo("94:a9:90:00:00:01、94:a9:90:00:00:03");
        assertThat(new Texts(Language.CHINESE).list(List.of("甲", "乙", "丙"), 1)).isEqualTo("甲，另有 2 个");
        assertThat(new Texts(Language.ENGLISH).list(List.of("a", "b", "c"), 2)).isEqualTo("a, b and 1 more");
        assertThat(new Texts(Language.ENGLISH).list(List.of("a", "b"), 2)).isEqualTo("a, b");
    }

    @Test
    void aMeetingOfTodayIsToldWithoutItsDate() {
        String today = english.startTime(meeting, time.now());
        String later = english.startTime(meeting, time.now().plus(Duration.ofDays(2)));
        assertThat(later).endsWith(today).hasSizeGreaterThan(today.length());
    }

    @ParameterizedTest
    @EnumSource(Meeting.Lifecycle.class)
    @DisplayName("U44: every state of a meeting has a word of its own in both languages")
    void statesHaveWords(Meeting.Lifecycle lifecycle) {
        Meeting now = MeetingModelFake.state(meeting, lifecycle, Optional.empty());
        assertThat(english.state(now)).isNotBlank().isNotEqualTo(chinese.state(now));
        assertThat(Arrays.stream(Meeting.Lifecycle.values()).map(one -> english.state(MeetingModelFake.state(meeting, one, Optional.empty()))).distinct())
            .hasSize(3);
    }

    @Test
    void aMeetingWithoutTitleIsToldSo() {
        assertThat(english.title(MeetingModelFake.live(new MeetingId("m"), "", time.now()))).isEqualTo(new Texts(Language.ENGLISH).get("meetings.untitled"));
        assertThat(english.title(meeting)).isEqualTo("Weekly");
    }

    @Test
    @DisplayName("U21: finalizing is told step by step; what is done is told as done")
    void finalizingIsToldStepByStep() {
        engine.models.set(ModelsStateSamples.none(time.now()));
        assertThat(english.progress(Optional.empty())).isEqualTo("acknowledged");
        List<String> told = Arrays.stream(FinalizePhase.values()).map(phase -> english.progress(Optional.of(status(phase)))).toList();
        assertThat(told).doesNotHaveDuplicates().allMatch(text -> text.startsWith("acknowledged · "));
        assertThat(told.getFirst()).contains("2.4 s");
        assertThat(told.get(FinalizePhase.MERGING.ordinal())).contains("3 pending").doesNotContain("2.4 s");
        assertThat(told.get(FinalizePhase.SUMMARIZING.ordinal())).doesNotContain("3 pending")
            .contains(new Texts(Language.ENGLISH).get("meetings.phase.summarising.without"));
        assertThat(told.getLast()).endsWith(new Texts(Language.ENGLISH).get("meetings.phase.keeping"));
        assertThat(chinese.progress(Optional.of(status(FinalizePhase.SUMMARIZING)))).doesNotContainPattern("[A-Za-z]{4,}");
    }

    @Test
    @DisplayName("U21: the model that summarises now is named while it does")
    void theModelThatSummarizesIsNamed() {
        engine.models.set(ModelsStateSamples.some(time.now()));
        Optional<String> inForce = engine.models.get().purposes().stream().filter(row -> row.purpose().equals("meeting")).flatMap(row -> row.inForce().stream())
            .map(force -> force.name()).findFirst();
        assertThat(inForce).isPresent();
        assertThat(english.progress(Optional.of(status(FinalizePhase.SUMMARIZING)))).contains(inForce.get());
    }

    @Test
    void aMeetingWithNobodyInItSaysSo() {
        LiveMeetingStatus alone = new LiveMeetingStatus(new MeetingId("m"), List.of(), 0, 0, Optional.empty(), Optional.empty(), Duration.ZERO,
            Optional.empty());
        assertThat(english.status(alone, time.now())).isEqualTo(new Texts(Language.ENGLISH).get("meetings.alone"));
        LiveMeetingStatus late = new LiveMeetingStatus(new MeetingId("m"), List.of(new DeviceId("a")), 0, 0, Optional.of(time.now().minusSeconds(5)),
            Optional.of(time.now().minusSeconds(5)), Duration.ZERO, Optional.empty());
        assertThat(english.status(late, time.now())).as("a step that is due counts no further down than zero").contains("00:00").doesNotContain("-");
    }

    @Test
    void aMeetingThatEndsForSilenceSaysWhen() {
        Meeting live = MeetingModelFake.live(new MeetingId("m"), "", time.now().minusSeconds(960));
        LiveMeetingStatus.Due due = new LiveMeetingStatus.Due(Optional.empty(), Optional.empty(), Optional.of(time.now().plusSeconds(240)));
        assertThat(english.silence(live, new LiveMeetingStatus(live.id(), List.of(), 0, 0, 0, due, Duration.ZERO, Optional.empty()), time.now()).orElseThrow())
            .startsWith("16 min");
        assertThat(english.silence(live, status(FinalizePhase.MERGING), time.now())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Meeting.EndCause.class)
    void thePauseAndTheEndOfAMeetingSayWhy(Meeting.EndCause cause) {
        Meeting.Pause pause = new Meeting.Pause(time.now(), time.now().plusSeconds(3_600), Optional.of(cause));
        assertThat(english.pause(pause)).startsWith("Ended ").contains(english.end(time.now(), Optional.of(cause))).contains(", continued ");
        assertThat(chinese.end(time.now(), Optional.of(cause))).contains("结束（");
    }

    @Test
    void thePauseStandsBetweenTheSentencesAndTheEndLast() {
        Instant start = time.now();
        Meeting.Pause pause = new Meeting.Pause(start.plusSeconds(10), start.plusSeconds(100), Optional.empty());
        Meeting meeting = new Meeting(new MeetingId("m"), "", Meeting.Lifecycle.ENDED, List.of(new DeviceId("a")),
            new Meeting.Times(start, Optional.of(start.plusSeconds(200)), start.plusSeconds(150), List.of(pause),
            Optional.of(Meeting.EndCause.CONSOLE)), 2, false, Optional.empty());
        List<MeetingSentence> said = List.of(MeetingModelFake.segment(0, start, "S1", "one", MeetingSentence.Status.MERGED),
            MeetingModelFake.segment(1, start.plusSeconds(150), "S1", "two", MeetingSentence.Status.MERGED));
        assertThat(TranscriptLine.of(MeetingModelFake.of(meeting, said), false)).satisfiesExactly(one -> assertThat(one.text()).isEqualTo("one"),
            gap -> assertThat(gap).isEqualTo(new TranscriptLine.PauseLine(pause)),
            two -> assertThat(two.text()).isEqualTo("two"), end -> assertThat(end).isInstanceOf(TranscriptLine.EndLine.class));
        assertThat(meeting.duration(start)).as("without the pause").isEqualTo(Duration.ofSeconds(110));
    }

    @ParameterizedTest
    @EnumSource(Summary.Source.class)
    void aSummarySaysWhoWroteIt(Summary.Source source) {
        Summary written = new Summary(new Summary.Content("t", List.of("a"), List.of(), List.of(), List.of(), List.of()), Duration.ofMinutes(1), 3, false,
            source, "", time.now());
        Summary named = new Summary(written.content(), written.duration(), written.segments(), false, source, "big (big-2)", time.now());
        assertThat(english.source(written)).isNotBlank();
        assertThat(english.source(named)).isNotEqualTo(chinese.source(named));
        if (source == Summary.Source.MODEL || source == Summary.Source.WITHOUT_MODEL) {
            assertThat(english.source(named)).contains("big (big-2)");
        }
    }

    private static LiveMeetingStatus status(FinalizePhase phase) {
        return new LiveMeetingStatus(new MeetingId("m"), List.of(new DeviceId("a")), 3, 4, Optional.empty(), Optional.empty(), Duration.ofMillis(2_400),
            Optional.of(phase));
    }
}
