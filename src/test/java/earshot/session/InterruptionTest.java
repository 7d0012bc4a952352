package earshot.session;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.device.ConnectionMode;
import earshot.device.ListeningSettings;
import earshot.device.StateSpan;
import earshot.id.DeviceId;
import earshot.turn.Turn;
import earshot.turn.TurnFacts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class InterruptionTest {
    private static final String ABORT = "{\"type\":\"abort\"}";
    private final SessionFixture sessionFixture = new SessionFixture();
    private final SessionFixture.DeviceFake device = sessionFixture.connect(new DeviceId("aa"));

    @AfterEach
    void close() {
        sessionFixture.close();
    }

    @Test
    void a_button_stops_the_turn_and_the_device_is_told_once() {
        ask();
        sessionFixture.turn().start();
        device.settle();
        assertThat(sessionFixture.connection(new DeviceId("aa")).speaking()).isTrue();
        device.says(ABORT);
        assertThat(sessionFixture.turn().aborted).isTrue();
        assertThat(stops()).isEqualTo(1);
        assertThat(sessionFixture.connection(new DeviceId("aa")).speaking()).isFalse();
        assertThat(sessionFixture.lastTurn(new DeviceId("aa")).outcome()).isEqualTo(TurnFacts.Outcome.INTERRUPTED);
        assertThat(sessionFixture.row(new DeviceId("aa")).history().get()).extracting(StateSpan::kind).contains(StateSpan.Kind.SPEAKING);
    }

    @Test
    void an_abort_is_answered_even_when_nothing_speaks() {
        device.says(ABORT);
        assertThat(stops()).isEqualTo(1);
        ask();
        device.says(ABORT);
        assertThat(stops()).as("a turn that had not begun to speak").isEqualTo(2);
    }

    @Test
    void a_late_tts_start_of_a_stopped_turn_never_follows() {
        ask();
        TurnFake late = sessionFixture.turn();
        device.says("{\"type\":\"abort\",\"reason\":\"wake_word_detected\"}").listens("start", "auto");
        int before = device.texts.size();
        assertThat(late.start()).isFalse();
        assertThat(late.deviceOutput.send(new byte[] {1}, new short[960])).isFalse();
        device.settle();
        assertThat(device.texts).hasSize(before);
        assertThat(device.frames).isEmpty();
        assertThat(sessionFixture.connection(new DeviceId("aa")).speaking()).isFalse();
    }

    @Test
    void a_wake_word_interrupts_and_is_listened_to_at_once() {
        ask();
        sessionFixture.turn().start();
        device.says("{\"type\":\"abort\",\"reason\":\"wake_word_detected\"}");
        sessionFixture.time.advance(Duration.ofMillis(400));
        device.listens("start", "auto").sounds(SessionFixture.VOICE, 5).sounds(SessionFixture.SILENCE, 12);
        assertThat(sessionFixture.turns).hasSize(2);
    }

    /// Some clients send the wake word after they interrupted with it.
    @Test
    void who_interrupts_with_a_wake_word_is_not_greeted_but_listened_to() {
        sessionFixture
            .listening(l -> new ListeningSettings(l.timeout(), l.vadFallback(), l.manualFallback(), l.sttMessage(), List.of("小智"), true, l.exitCommands()));
        ask();
        sessionFixture.turn().start();
        device.says("{\"type\":\"abort\",\"reason\":\"wake_word_detected\"}");
        sessionFixture.time.advance(Duration.ofMillis(400));
        device.detects("小智").listens("start", "auto");
        assertThat(sessionFixture.turns).as("no greeting").hasSize(1);
        sessionFixture.time.advance(Duration.ofSeconds(2));
        device.detects("小智");
        assertThat(sessionFixture.turns).as("a wake word of its own").hasSize(2);
    }

    /// Firmware that detects its wake word while it listens sends an abort and then a start, however short it had listened.
    @Test
    void after_an_interruption_a_start_is_no_bounce() {
        device.listens("start", "auto");
        sessionFixture.time.advance(Duration.ofMillis(100));
        device.says("{\"type\":\"abort\",\"reason\":\"wake_word_detected\"}").listens("start", "auto");
        device.sounds(SessionFixture.VOICE, 5).sounds(SessionFixture.SILENCE, 12);
        assertThat(sessionFixture.turns).hasSize(1);
    }

    @Test
    void listening_again_ends_an_answer_that_is_still_being_made() {
        device.listens("start", "manual").sounds(SessionFixture.VOICE, 8).listens("stop", "manual");
        TurnFake first = sessionFixture.turn();
        device.listens("start", "manual");
        assertThat(first.aborted).isTrue();
    }

    @Test
    void a_person_in_the_console_can_interrupt() {
        ask();
        sessionFixture.turn().start();
        assertThat(sessionFixture.sessions.interrupt(new DeviceId("aa"))).isTrue();
        device.settle();
        assertThat(stops()).isEqualTo(1);
        assertThat(sessionFixture.sessions.interrupt(new DeviceId("zz"))).isFalse();
    }

    @Test
    @DisplayName("row 53: the clean-up of an abort is logged with the sizes")
    void logs() {
        device.listens("start", "auto").sounds(SessionFixture.VOICE, 5).says(ABORT);
        assertThat(sizes()).as("no turn runs").containsExactly("开始清理: TTS队列大小=0, 音频队列大小=0", "清理完成: TTS队列大小=0, 音频队列大小=0");
        sessionFixture.log.list.clear();
        ask();
        sessionFixture.turn().start();
        sessionFixture.turn().queued = new Turn.Queued(2, 17);
        device.says(ABORT);
        assertThat(sizes()).as("what the turn itself tells, before and after it was stopped")
            .containsExactly("开始清理: TTS队列大小=2, 音频队列大小=17", "清理完成: TTS队列大小=0, 音频队列大小=1");
    }

    private List<String> sizes() {
        return sessionFixture.logged().stream().filter(line -> line.contains("队列大小")).toList();
    }

    @Test
    @DisplayName("row 54: an interruption empties the buffer of what was heard and cancels the timer that watches the listener")
    void resets() {
        // what the server may have to say by itself is asked for once, before
        device.listens("start", "manual").listens("stop", "manual");
        sessionFixture.time.advance(Duration.ofSeconds(3));
        device.settle();
        int timers = sessionFixture.time.waiting();
        device.listens("start", "manual").sounds(SessionFixture.VOICE, 8);
        assertThat(sessionFixture.time.waiting()).isEqualTo(timers + 1);
        device.says(ABORT);
        assertThat(sessionFixture.time.waiting()).isEqualTo(timers);
        assertThat(sessionFixture.logged()).contains("VAD states reset.");
        device.listens("start", "manual").sounds(SessionFixture.VOICE, 3).listens("stop", "manual");
        assertThat(sessionFixture.turn().turnInput.orElseThrow().audio().orElseThrow().duration()).as("nothing of before").isEqualTo(Duration.ofMillis(3 * 60));
        assertThat(sessionFixture.time.waiting()).as("a segment that is handed over is watched no more").isEqualTo(timers);
    }

    @Test
    void hanging_up_ends_the_running_turn() {
        ask();
        TurnFake turn = sessionFixture.turn();
        device.hangsUp();
        assertThat(turn.aborted).isTrue();
        assertThat(sessionFixture.facts(new DeviceId("aa")).history().lastEnd().orElseThrow().rule()).isEqualTo("device.hangup");
    }

    @Test
    @DisplayName("clients say `listen start` at every sentence: a plain device that is being spoken to goes on hearing its answer")
    void startWhileSpokenTo() {
        ask();
        sessionFixture.turn().start();
        device.settle();
        sessionFixture.time.advance(Duration.ofMillis(400));
        device.listens("start", "auto");
        assertThat(sessionFixture.turn().aborted).isFalse();
        assertThat(sessionFixture.connection(new DeviceId("aa")).speaking()).isTrue();
        assertThat(stops()).isZero();
        assertThat(sessionFixture.connection(new DeviceId("aa")).mode()).as("nobody is said to be silent").isEqualTo(ConnectionMode.DIALOG_ACTIVE);
        sessionFixture.turn().over(TurnFacts.Outcome.DONE);
        device.sounds(SessionFixture.VOICE, 5).sounds(SessionFixture.SILENCE, 12);
        assertThat(sessionFixture.turns).as("what is said afterwards").hasSize(2);
    }

    @Test
    @DisplayName("a plain device that is not spoken to yet begins anew with `listen start`; a badge always does")
    void startWhileThinking() {
        ask();
        sessionFixture.time.advance(Duration.ofMillis(400));
        device.listens("start", "manual");
        assertThat(sessionFixture.turn().aborted).isTrue();
    }

    private void ask() {
        device.listens("start", "auto").sounds(SessionFixture.VOICE, 5).sounds(SessionFixture.SILENCE, 12);
        assertThat(sessionFixture.turns).isNotEmpty();
    }

    @Test
    void a_voice_interrupts_in_realtime_mode_and_what_it_said_so_far_counts() {
        device.listens("start", "realtime").sounds(SessionFixture.VOICE, 10).sounds(SessionFixture.SILENCE, 20);
        sessionFixture.turn().start();
        device.settle();
        device.sounds(SessionFixture.VOICE, 6);
        assertThat(sessionFixture.turn().aborted).as("360 ms of voice").isFalse();
        device.sounds(SessionFixture.VOICE, 4);
        assertThat(sessionFixture.turns.getFirst().aborted).isTrue();
        assertThat(stops()).isEqualTo(1);
        device.sounds(SessionFixture.SILENCE, 20);
        assertThat(sessionFixture.turns).hasSize(2);
        assertThat(sessionFixture.turn().turnInput.orElseThrow().audio().orElseThrow().duration()).isGreaterThanOrEqualTo(Duration.ofMillis(600));
    }

    @Test
    void in_other_modes_a_voice_interrupts_nothing() {
        ask();
        sessionFixture.turn().start();
        device.settle();
        device.sounds(SessionFixture.VOICE, 30);
        assertThat(sessionFixture.turn().aborted).isFalse();
    }

    @Test
    void a_typed_sentence_is_answered_as_if_it_had_been_heard() {
        device.listens("start", "auto");
        assertThat(sessionFixture.sessions.say(new DeviceId("aa"), "what time is it")).isTrue();
        device.settle();
        assertThat(sessionFixture.turn().turnInput.orElseThrow().text()).contains("what time is it");
        assertThat(sessionFixture.sessions.say(new DeviceId("nobody"), "hello")).isFalse();
    }

    @Test
    @DisplayName("rule 12 of the firmware: before its first listen a device is not spoken to; the newest sentence waits for it")
    void a_sentence_typed_too_early_waits() {
        sessionFixture.sessions.say(new DeviceId("aa"), "are you there");
        sessionFixture.sessions.say(new DeviceId("aa"), "what time is it");
        device.settle();
        assertThat(sessionFixture.turns).isEmpty();
        assertThat(sessionFixture.rows("say")).hasSize(2);
        device.listens("start", "auto");
        assertThat(sessionFixture.turns).singleElement().satisfies(turn -> assertThat(turn.turnInput.orElseThrow().text()).contains("what time is it"));
        sessionFixture.turn().over(TurnFacts.Outcome.DONE);
        sessionFixture.time.advance(Duration.ofSeconds(1));
        device.settle().listens("start", "auto");
        assertThat(sessionFixture.turns).as("answered once").hasSize(1);
    }

    @Test
    void after_the_last_words_the_connection_closes_in_order() {
        device.listens("start", "auto");
        sessionFixture.sessions.say(new DeviceId("aa"), "goodbye");
        device.settle();
        sessionFixture.turn().start();
        sessionFixture.turn().deviceOutput.closeAfterTurn();
        sessionFixture.turn().stop();
        sessionFixture.turn().over(TurnFacts.Outcome.DONE);
        device.settle();
        assertThat(device.closeStatuses).isEmpty();
        device.advance(Duration.ofMillis(50));
        assertThat(device.closeStatuses).singleElement().satisfies(closeStatus -> assertThat(closeStatus.reason()).isEqualTo("goodbye"));
    }

    private long stops() {
        return device.texts.stream().filter(text -> text.contains("\"tts\"") && text.contains("\"stop\"")).count();
    }
}
