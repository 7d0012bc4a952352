package earshot.ui.devices;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.audio.StreamStatistics;
import earshot.device.ConnectionMode;
import earshot.device.DeviceFacts;
import earshot.device.DeviceFacts.ConnectionEnd;
import earshot.device.DeviceIdentity;
import earshot.device.IdleCountdown;
import earshot.device.ListenState;
import earshot.engine.ActiveComponents;
import earshot.id.DeviceId;
import earshot.time.TimeFake;
import earshot.turn.TurnFacts;
import earshot.turn.TurnStage;
import earshot.ui.DeviceModelFake;
import earshot.ui.kit.Texts;
import earshot.ui.kit.Texts.Language;
import earshot.wire.Dialect;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("What is said of a device, in both languages")
class DeviceFormatterTest {
    private final TimeFake time = new TimeFake();
    private static final ConnectionEnd IDLE = new ConnectionEnd(Instant.EPOCH, 1000, "idle.silent", List.of("660"),
        "closed by server: idle 660 s + 10 s after warning");
    private final DeviceFormatter english = new DeviceFormatter(new Texts(Language.ENGLISH));
    private final DeviceFormatter chinese = new DeviceFormatter(new Texts(Language.CHINESE));

    @Test
    @DisplayName("U11, U44: the reason of an end is told with its numbers in both languages")
    void withNumbersInBothLanguages() {
        assertThat(english.ended(IDLE)).isEqualTo(IDLE.description());
        assertThat(chinese.ended(IDLE)).contains("660 秒").doesNotContain("closed");
        assertThat(chinese.ended(new ConnectionEnd(Instant.EPOCH, 4321, "device.other", List.of("4321", ": battery low"), ""))).contains("4321: battery low");
    }

    @Test
    void aRowOfAnEarlierProgramKeepsItsWords() {
        ConnectionEnd old = new ConnectionEnd(Instant.EPOCH, 1000, "idle.silent", List.of(), IDLE.description());
        assertThat(chinese.ended(old)).isEqualTo(IDLE.description());
    }

    @Test
    @DisplayName("U11: the end is told with its time and close code")
    void theEndHasItsTimeAndCode() {
        assertThat(english.endedWithTime(IDLE)).endsWith(IDLE.description() + " (code 1000).").matches("\\d\\d:.*");
        assertThat(english.ended(new ConnectionEnd(Instant.EPOCH, 1000, "rule.of.a.later.program", List.of(), "its own words"))).isEqualTo("its own words");
    }

    @ParameterizedTest
    @EnumSource(ListenState.class)
    @DisplayName("U41: each state has a text, a shape and a colour, and what is spoken covers them all")
    void aStateIsTextShapeAndColour(ListenState state) {
        DeviceModelFake device = device().connected(Dialect.XIAOZHI, state, false, ConnectionMode.MEETING, "listen start");
        DeviceFormatter.StateText listening = english.state(device.facts.get());
        assertThat(listening.text()).isEqualTo(state.name().toLowerCase(Locale.ROOT));
        assertThat(listening.shape()).isEqualTo("shape-" + listening.text());
        assertThat(chinese.state(device.facts.get()).text()).isNotEqualTo(listening.text());
        DeviceFormatter.StateText speaking = english.state(device.connected(Dialect.XIAOZHI, state, true, ConnectionMode.MEETING, "").facts.get());
        assertThat(speaking).isEqualTo(new DeviceFormatter.StateText("speaking", "shape-speaking", "is-out"));
        assertThat(english.mode(device.facts.get())).isEqualTo("meeting");
    }

    @Test
    void whoWaitsForItsAnswerIsNotIdle() {
        DeviceFacts idle = device().connected(Dialect.XIAOZHI, ListenState.IDLE, false, ConnectionMode.DIALOG_ACTIVE, "").facts.get();
        assertThat(english.state(idle, Optional.of(TurnStage.ANSWER))).isEqualTo(new DeviceFormatter.StateText("Answer…", "shape-finalizing", "is-warn"));
        assertThat(chinese.state(idle, Optional.of(TurnStage.RECOGNISE)).text()).isEqualTo("语音识别…");
        assertThat(english.state(idle, Optional.of(TurnStage.PLAYOUT)).text()).isEqualTo("idle");
        assertThat(english.state(idle, Optional.empty()).text()).isEqualTo("idle");
        DeviceFacts speaking = device().connected(Dialect.XIAOZHI, ListenState.IDLE, true, ConnectionMode.DIALOG_ACTIVE, "").facts.get();
        assertThat(english.state(speaking, Optional.of(TurnStage.ANSWER)).text()).isEqualTo("speaking");
        DeviceFacts asleep = device().asleep(Duration.ofMinutes(3), "idle.silent").facts.get();
        assertThat(english.state(asleep, Optional.of(TurnStage.ANSWER)).text()).isEqualTo("asleep");
    }

    @Test
    void whoIsNotConnectedHasNoModeAndNoRoundTripAndSaysWhyItLeft() {
        DeviceModelFake device = device().asleep(Duration.ofMinutes(3), "idle.silent");
        assertThat(english.state(device.facts.get())).isEqualTo(new DeviceFormatter.StateText("asleep", "shape-asleep", "is-quiet"));
        assertThat(english.mode(device.facts.get())).isEqualTo("–");
        assertThat(english.roundTrip(device.facts.get())).isEqualTo("–");
        assertThat(english.lastEvent(device.facts.get())).isEqualTo(IDLE.description());
        assertThat(english.age(device.facts.get(), time.now())).isEqualTo("3 min");
        DeviceFacts never = DeviceFacts.unknown(new DeviceId("94:01"));
        assertThat(english.age(never, time.now())).isEqualTo("–");
        assertThat(english.lastEvent(never)).isEmpty();
        assertThat(english.state(never).text()).isEqualTo("never arrived");
    }

    @Test
    @DisplayName("U07: the second line of a row is the note, else the id unless that is the name")
    void theSecondLineOfARow() {
        assertThat(english.name(device().facts.get())).isEqualTo("94:01");
        assertThat(english.secondLine(device().facts.get())).as("the id is the name").isEmpty();
        assertThat(english.secondLine(device().named("Kitchen", "").facts.get())).isEqualTo("94:01");
        assertThat(english.secondLine(device().named("Kitchen", "by the fridge").facts.get())).isEqualTo("by the fridge");
        assertThat(english.secondLine(device().test().named("Test device", "").facts.get())).isEmpty();
        assertThat(english.name(device().named("Kitchen", "").named(" ", "").facts.get())).as("a name that is taken away").isEqualTo("94:01");
    }

    @Test
    @DisplayName("U05: an automatic id carries a warning, U02: the dialect is told where it is known or chosen")
    void whereIdAndDialectCameFrom() {
        assertThat(english.source(DeviceIdentity.Source.AUTOMATIC)).isEqualTo("id: automatic ⚠");
        assertThat(english.source(DeviceIdentity.Source.HEADER)).isEqualTo("id: header");
        assertThat(english.dialect(device().facts.get())).isEmpty();
        assertThat(english.dialect(device().facts.get().withDialectChoice(Optional.of(Dialect.BADGE)))).contains(Dialect.BADGE);
        assertThat(english.dialect(device().connected(Dialect.XIAOZHI, ListenState.IDLE, false, ConnectionMode.DIALOG_ACTIVE, "").facts.get()
            .withDialectChoice(Optional.of(Dialect.BADGE))))
            .as("what is spoken now, not what will be").contains(Dialect.XIAOZHI);
        assertThat(Arrays.stream(Dialect.values()).map(english::dialect)).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("U12, U13: level and flow in numbers, without one where there is no sound")
    void levelAndFlowInNumbers() {
        assertThat(english.level(-23.4)).isEqualTo("-23 dB");
        assertThat(english.level(-60)).isEqualTo("–");
        assertThat(english.meterText(-90, true)).isEqualTo("-60 decibel, clip yes");
        assertThat(english.meterText(-12.6, false)).isEqualTo("-13 decibel, clip no");
        DeviceFacts here = device().connected(Dialect.XIAOZHI, ListenState.LISTENING, false, ConnectionMode.DIALOG_ACTIVE, "").facts.get();
        assertThat(english.flow(new StreamStatistics(16.67, 5120, 2, 1, 3.4, 4), here)).isEqualTo("16.7/s · late 2 · lost 1 · queue 4 · ping 12 ms");
    }

    @Test
    @DisplayName("U10: which rule closes next, and that a person put it off")
    void whichRuleClosesNext() {
        String silent = english.idle(new IdleCountdown(IdleCountdown.Layer.SILENT, 0, false, false));
        String unheard = english.idle(new IdleCountdown(IdleCountdown.Layer.NO_VOICE, 0, false, false));
        String suspended = english.idle(new IdleCountdown(IdleCountdown.Layer.NO_VOICE, 0, true, true));
        assertThat(List.of(silent, unheard, suspended)).doesNotHaveDuplicates();
        assertThat(english.idle(new IdleCountdown(IdleCountdown.Layer.SILENT, 0, false, true))).isEqualTo(silent + " Extended by you.");
        assertThat(suspended).as("a clock that stands still was not put off").doesNotContain("Extended");
    }

    @Test
    @DisplayName("U06: the replaced connection counts down to its close and not below zero")
    void theReplacedConnectionCountsDown() {
        DeviceFacts.ReplacedConnection old = new DeviceFacts.ReplacedConnection("192.168.1.77", time.now().plusMillis(1_500));
        assertThat(english.replacedConnection(old, time.now())).isEqualTo("192.168.1.77 is being replaced, closed in 2 s");
        assertThat(english.replacedConnection(old, time.now().plusSeconds(9))).endsWith("closed in 0 s");
    }

    @Test
    void aTurnThatIsBeingRecognizedIsNotOneInWhichNothingWasHeard() {
        TurnFacts running = device().recognizing().lastTurn.get().orElseThrow();
        assertThat(english.transcript(running)).isEqualTo("being recognised…");
        assertThat(english
            .transcript(new TurnFacts(running.at(), TurnFacts.Transcript.NONE, running.answer(), TurnFacts.Outcome.NOTHING_HEARD, List.of(), Optional.empty())))
            .isEqualTo("nothing understood");
        assertThat(english.confidence(running)).isEmpty();
        TurnFacts done = device().turn().lastTurn.get().orElseThrow();
        assertThat(english.transcript(done)).isEqualTo("what is the battery level of the device");
        assertThat(english.confidence(done)).isEqualTo("62 % sure");
        assertThat(english.recognizer(done, new ActiveComponents("openai", false, "v", "a", "c", "d"))).isEqualTo("Recognised by sphinx4.");
        TurnFacts blank = new TurnFacts(done.at(), TurnFacts.Transcript.NONE, done.answer(), done.outcome(), List.of(), Optional.empty());
        assertThat(english.recognizer(blank, new ActiveComponents("Sphinx4", true, "v", "a", "c", "d")))
            .isEqualTo("Recognised by Sphinx4: built in, less accurate, English only.");
    }

    private DeviceModelFake device() {
        return new DeviceModelFake(time, new DeviceId("94:01"));
    }
}
