package earshot.session;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.audio.VadSettings;
import earshot.device.ConnectionMode;
import earshot.device.ListenState;
import earshot.device.ListeningSettings;
import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.server.ConnectionAttempt;
import earshot.turn.TurnFacts;
import earshot.turn.TurnInput;
import earshot.wire.Dialect;
import earshot.wire.Framing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ListenManagerTest {
    private static final VadSettings VAD = VadSettings.SECTION.defaults();

    private final SessionFixture sessionFixture = new SessionFixture();
    private final SessionFixture.DeviceFake device = sessionFixture.connect(new DeviceId("aa"));

    @AfterEach
    void close() {
        sessionFixture.close();
    }

    @Test
    void in_auto_mode_silence_ends_the_turn_and_its_time_begins_with_the_last_voiced_frame() {
        device.listens("start", "auto");
        assertThat(sessionFixture.connection(new DeviceId("aa")).listening().state()).isEqualTo(ListenState.LISTENING);
        assertThat(sessionFixture.connection(new DeviceId("aa")).mode()).isEqualTo(ConnectionMode.DIALOG_PREPARING);
        device.sounds(SessionFixture.SILENCE, 20).sounds(SessionFixture.VOICE, 10);
        long lastVoiced = sessionFixture.time.nanos() - 60_000_000;
        device.sounds(SessionFixture.SILENCE, 12);
        assertThat(sessionFixture.turns).hasSize(1);
        TurnInput turnInput = sessionFixture.turn().turnInput.orElseThrow();
        assertThat(turnInput.lastVoicedNanos()).isEqualTo(lastVoiced);
        assertThat(Duration.ofNanos(turnInput.decidedNanos() - lastVoiced)).isEqualTo(Duration.ofMillis(720));
        assertThat(turnInput.audio().orElseThrow().duration()).as("voice, silence and at most 600 ms of what came before").isBetween(Duration.ofMillis(1300),
            Duration.ofMillis(1930));
        assertThat(sessionFixture.connection(new DeviceId("aa")).mode()).isEqualTo(ConnectionMode.DIALOG_ACTIVE);
        assertThat(sessionFixture.attempts).extracting(ConnectionAttempt::step).contains(ConnectionAttempt.Step.SOUND);
    }

    @Test
    @DisplayName("row 23: starting a turn sets dialog.active and sends no ui.render; a failure to show the mode does not stop the turn")
    void noPlaceholder() {
        sessionFixture.row(new DeviceId("aa")).facts().observe(facts -> {
            if (facts.connection().filter(c -> c.mode() == ConnectionMode.DIALOG_ACTIVE).isPresent()) {
                throw new IllegalStateException("cannot show it");
            }
        });
        device.listens("start", "auto").sounds(SessionFixture.VOICE, 5).sounds(SessionFixture.SILENCE, 12);
        assertThat(sessionFixture.turns).hasSize(1);
        assertThat(sessionFixture.connection(new DeviceId("aa")).mode()).isEqualTo(ConnectionMode.DIALOG_ACTIVE);
        assertThat(device.texts).noneMatch(text -> text.contains("ui.render"));
    }

    @Test
    @DisplayName("U31: settings of the detector hold from the next turn on, and a turn that has begun is judged by its own")
    void settingsOfTheDetectorHoldFromTheNextTurnOn() {
        device.listens("start", "auto").sounds(SessionFixture.VOICE, 10);
        sessionFixture.change(s -> s.with(VadSettings.SECTION, new VadSettings(2, Duration.ofMillis(180), VAD.maxTurn(), VAD.gateDb(), VAD.bargeIn())));
        device.sounds(SessionFixture.SILENCE, 11);
        assertThat(sessionFixture.turns).isEmpty();
        device.sounds(SessionFixture.SILENCE, 1);
        assertThat(sessionFixture.turns).hasSize(1);
        sessionFixture.turn().over(TurnFacts.Outcome.DONE);
        device.listens("start", "auto").sounds(SessionFixture.VOICE, 10).sounds(SessionFixture.SILENCE, 3);
        assertThat(sessionFixture.turns).hasSize(2);
    }

    @Test
    void in_manual_mode_the_device_says_when_and_pauses_cut_nothing() {
        device.listens("start", "manual").sounds(SessionFixture.VOICE, 10).sounds(SessionFixture.SILENCE, 20).sounds(SessionFixture.VOICE, 10);
        assertThat(sessionFixture.turns).isEmpty();
        device.listens("stop", "manual");
        assertThat(sessionFixture.turns).hasSize(1);
        assertThat(sessionFixture.turn().turnInput.orElseThrow().audio().orElseThrow().duration()).isEqualTo(Duration.ofMillis(40 * 60));
    }

    @Test
    @DisplayName("section 11: final speech text at most 1 s after listen stop: in every mode the sentence is asked for at once")
    void a_stop_is_the_end_of_the_sentence() {
        for (String mode : List.of("manual", "auto", "realtime")) {
            device.listens("start", mode).sounds(SessionFixture.VOICE, 10);
            int before = sessionFixture.turns.size();
            device.listens("stop", mode);
            assertThat(sessionFixture.turns).as(mode).hasSize(before + 1);
            answer();
            device.advance(Duration.ofSeconds(2));
        }
    }

    @Test
    @DisplayName("a page that says once that it listens and then leaves its microphone open is heard after each answer")
    void openMicrophone() {
        device.listens("start", "auto").sounds(SessionFixture.VOICE, 10).sounds(SessionFixture.SILENCE, 12);
        device.sounds(SessionFixture.VOICE, 20);
        assertThat(sessionFixture.turns).as("what it hears of the answer").hasSize(1);
        answer();
        device.sounds(SessionFixture.SILENCE, 5).sounds(SessionFixture.VOICE, 10).sounds(SessionFixture.SILENCE, 12);
        assertThat(sessionFixture.turns).hasSize(2);
        answer();
        device.listens("stop", "auto").sounds(SessionFixture.SILENCE, 5).sounds(SessionFixture.VOICE, 10).sounds(SessionFixture.SILENCE, 12);
        assertThat(sessionFixture.turns).as("it does not listen any more").hasSize(2);
    }

    @Test
    @DisplayName("sound that was on its way when an answer ended does not make the server listen")
    void soundOnItsWay() {
        device.listens("start", "auto").sounds(SessionFixture.VOICE, 10).sounds(SessionFixture.SILENCE, 12);
        answer();
        device.sounds(SessionFixture.VOICE, 4);
        assertThat(sessionFixture.connection(new DeviceId("aa")).listening().state()).isEqualTo(ListenState.IDLE);
    }

    private void answer() {
        sessionFixture.turn().start();
        sessionFixture.turn().stop();
        sessionFixture.turn().over(TurnFacts.Outcome.DONE, "so it is");
    }

    @Test
    @DisplayName("push-to-talk pressed twice quickly: the second press is heard")
    void pressedTwice() {
        device.listens("start", "manual").sounds(SessionFixture.SILENCE, 2).listens("stop", "manual").listens("start", "manual");
        device.sounds(SessionFixture.VOICE, 10).listens("stop", "manual");
        assertThat(sessionFixture.turns).hasSize(1);
        assertThat(sessionFixture.turn().turnInput.orElseThrow().audio().orElseThrow().duration()).isEqualTo(Duration.ofMillis(10 * 60));
    }

    @Test
    @DisplayName("`type:state` of old firmware is a wake word, and its `listening` begins to listen")
    void oldFirmware() {
        device.says("{\"type\":\"state\",\"state\":\"wake_word_detected\"}");
        assertThat(sessionFixture.turns).as("it is greeted").hasSize(1);
        assertThat(device.texts).as("it names no word to show").noneMatch(text -> text.contains("\"stt\""));
        device.says("{\"type\":\"state\",\"state\":\"listening\"}");
        assertThat(sessionFixture.connection(new DeviceId("aa")).listening().state()).isEqualTo(ListenState.LISTENING);
        device.says("{\"type\":\"state\",\"state\":\"idle\"}");
        assertThat(sessionFixture.connection(new DeviceId("aa")).listening().state()).isEqualTo(ListenState.LISTENING);
    }

    @Test
    void a_manual_stop_without_a_voice_is_told_as_nothing_heard_and_sends_nothing() {
        device.listens("start", "manual").sounds(SessionFixture.SILENCE, 10).listens("stop", "manual");
        assertThat(sessionFixture.turns).isEmpty();
        assertThat(sessionFixture.lastTurn(new DeviceId("aa")).outcome()).isEqualTo(TurnFacts.Outcome.NOTHING_HEARD);
        assertThat(device.texts).isEmpty();
        assertThat(sessionFixture.connection(new DeviceId("aa")).listening().state()).isEqualTo(ListenState.IDLE);
    }

    @Test
    @DisplayName("row 19: a manual listener that never says stop is answered when its frames stop coming")
    void neverStops() {
        device.listens("start", "manual").sounds(SessionFixture.VOICE, 20);
        // the last packet came 60 ms ago
        device.advance(Duration.ofMillis(1940));
        assertThat(sessionFixture.turns).isEmpty();
        device.advance(Duration.ofMillis(1));
        assertThat(sessionFixture.turns).hasSize(1);
        assertThat(sessionFixture.rows("vad")).anyMatch(row -> row.contains("frames stopped coming"));
        assertThat(fallBacks()).singleElement().asString().isEqualTo("VAD兜底触发: 3141ms未见设备边界");
    }

    @Test
    @DisplayName("row 19: a boundary in between puts the fall-back off")
    void aBoundaryInBetween() {
        device.listens("start", "manual").sounds(SessionFixture.VOICE, 20);
        device.advance(Duration.ofMillis(1900));
        device.listens("start", "manual").sounds(SessionFixture.VOICE, 5);
        device.advance(Duration.ofMillis(1940));
        assertThat(sessionFixture.turns).isEmpty();
        device.advance(Duration.ofMillis(1));
        assertThat(sessionFixture.turns).hasSize(1);
        assertThat(fallBacks()).singleElement().asString().isEqualTo("VAD兜底触发: 2241ms未见设备边界");
    }

    @Test
    @DisplayName("row 19: one that goes on sending silence is answered, too; one that goes on speaking is not cut off")
    void goesOnSending() {
        device.listens("start", "manual").sounds(SessionFixture.VOICE, 150);
        assertThat(sessionFixture.turns).as("9 s of speech in one press").isEmpty();
        device.sounds(SessionFixture.SILENCE, 80);
        assertThat(sessionFixture.turns).hasSize(1);
        assertThat(sessionFixture.rows("vad")).anyMatch(row -> row.contains("no boundary from the device"));
    }

    @Test
    @DisplayName("row 19: the fall-back is logged once, when it ends the segment, and not at each look before")
    void fallBackLogged() {
        device.listens("start", "manual").sounds(SessionFixture.VOICE, 150);
        assertThat(fallBacks()).as("due by the clock since 5 s, but a person speaks").isEmpty();
        device.sounds(SessionFixture.SILENCE, 80);
        assertThat(sessionFixture.turns).hasSize(1);
        assertThat(fallBacks()).singleElement().asString().matches("VAD兜底触发: \\d+ms未见设备边界");
    }

    @Test
    void frames_that_stop_in_auto_mode_do_not_hold_the_turn_open() {
        device.listens("start", "auto").sounds(SessionFixture.VOICE, 10);
        device.advance(Duration.ofSeconds(5));
        assertThat(sessionFixture.turns).hasSize(1);
    }

    @Test
    void in_realtime_mode_listening_begins_anew_after_each_answer_without_another_start() {
        device.listens("start", "realtime").sounds(SessionFixture.VOICE, 5).sounds(SessionFixture.SILENCE, 12);
        sessionFixture.turn().start();
        device.sounds(SessionFixture.VOICE, 6).sounds(SessionFixture.SILENCE, 12);
        assertThat(sessionFixture.turns).as("what comes while we speak and is too short to interrupt opens no turn").hasSize(1);
        sessionFixture.turn().stop();
        sessionFixture.turn().over(TurnFacts.Outcome.DONE);
        device.settle().sounds(SessionFixture.VOICE, 5).sounds(SessionFixture.SILENCE, 12);
        assertThat(sessionFixture.turns).hasSize(2);
    }

    @Test
    void in_auto_mode_a_turn_in_which_nothing_was_said_leaves_the_device_listening() {
        device.listens("start", "auto").sounds(SessionFixture.VOICE, 5).sounds(SessionFixture.SILENCE, 12);
        sessionFixture.turn().over(TurnFacts.Outcome.NOTHING_HEARD);
        device.settle();
        assertThat(sessionFixture.connection(new DeviceId("aa")).listening().state()).isEqualTo(ListenState.LISTENING);
        device.sounds(SessionFixture.VOICE, 5).sounds(SessionFixture.SILENCE, 12);
        assertThat(sessionFixture.turns).hasSize(2);
    }

    @Test
    void after_an_answer_in_auto_mode_the_device_says_when_it_listens_again() {
        device.listens("start", "auto").sounds(SessionFixture.VOICE, 5).sounds(SessionFixture.SILENCE, 12);
        sessionFixture.turn().start();
        sessionFixture.turn().stop();
        sessionFixture.turn().over(TurnFacts.Outcome.DONE);
        device.settle().sounds(SessionFixture.VOICE, 5).sounds(SessionFixture.SILENCE, 12);
        assertThat(sessionFixture.turns).hasSize(1);
        device.listens("start", "auto").sounds(SessionFixture.VOICE, 5).sounds(SessionFixture.SILENCE, 12);
        assertThat(sessionFixture.turns).hasSize(2);
    }

    @Test
    void what_is_still_being_recognized_after_tts_stop_is_not_thrown_away_by_the_next_listen_start() {
        device.listens("start", "auto").sounds(SessionFixture.VOICE, 5).sounds(SessionFixture.SILENCE, 12);
        TurnFake first = sessionFixture.turn();
        first.start();
        first.stop();
        device.settle().listens("start", "auto");
        assertThat(first.aborted).isFalse();
        device.sounds(SessionFixture.VOICE, 5);
        first.over(TurnFacts.Outcome.DONE);
        device.settle();
        assertThat(sessionFixture.lastTurn(new DeviceId("aa")).outcome()).isEqualTo(TurnFacts.Outcome.DONE);
        device.sounds(SessionFixture.SILENCE, 12);
        assertThat(sessionFixture.turns).as("and what was heard meanwhile counts").hasSize(2);
    }

    @Test
    @DisplayName("row 54: starts within 300 ms of each other bounce, but the mode of an ignored message holds")
    void bounce() {
        device.listens("start", "auto");
        device.advance(Duration.ofMillis(200));
        device.listens("start", "manual");
        assertThat(sessionFixture.rows("listen")).anyMatch(row -> row.contains("ignored"));
        assertThat(sessionFixture.connection(new DeviceId("aa")).listening().mode()).contains(earshot.wire.ListenMode.MANUAL);
    }

    @Test
    void nobody_speaking_for_ten_seconds_leaves_the_dialog_but_not_the_microphone() {
        device.listens("start", "auto");
        device.advance(Duration.ofSeconds(10));
        assertThat(sessionFixture.connection(new DeviceId("aa")).mode()).isEqualTo(ConnectionMode.CONNECTED_IDLE);
        device.sounds(SessionFixture.VOICE, 5).sounds(SessionFixture.SILENCE, 12);
        assertThat(sessionFixture.turns).as("who speaks later is still heard").hasSize(1);
    }

    @Test
    void the_burst_of_a_wake_word_opens_no_turn_and_what_follows_it_for_a_second_does_not_count() {
        words(true);
        device.sounds(SessionFixture.VOICE, 20);
        device.detects("你好，小智");
        assertThat(device.texts.getLast()).contains("\"type\":\"stt\"", "你好，小智");
        assertThat(sessionFixture.turns).as("a greeting, whatever assistant answers what is said after it").singleElement()
            .satisfies(turn -> assertThat(turn.said).contains("Hello."));
        TurnFake greeting = sessionFixture.turn();
        device.listens("start", "auto");
        assertThat(greeting.aborted).as("firmware says start right after the wake word").isFalse();
        greeting.start();
        sessionFixture.time.advance(Duration.ofSeconds(2));
        device.sounds(SessionFixture.VOICE, 10).sounds(SessionFixture.SILENCE, 12);
        assertThat(sessionFixture.turns).as("what comes while the greeting is spoken").hasSize(1);
        greeting.stop();
        greeting.over(TurnFacts.Outcome.DONE);
        sessionFixture.time.advance(Duration.ofSeconds(1));
        device.detects("你好小智");
        sessionFixture.turn().over(TurnFacts.Outcome.NOTHING_HEARD);
        sessionFixture.turns.removeLast();
        device.listens("start", "auto").sounds(SessionFixture.VOICE, 10).sounds(SessionFixture.SILENCE, 12);
        assertThat(sessionFixture.turns).hasSize(1);
        device.sounds(SessionFixture.VOICE, 5).sounds(SessionFixture.SILENCE, 12);
        assertThat(sessionFixture.turns).hasSize(2);
    }

    @Test
    void a_wake_word_without_greeting_is_echoed_and_stopped() {
        words(false);
        device.detects("你好小智");
        assertThat(sessionFixture.turns).isEmpty();
        assertThat(device.texts).hasSize(2);
        assertThat(device.texts.getFirst()).contains("\"type\":\"stt\"", "你好小智");
        assertThat(device.texts.getLast()).contains("\"state\":\"stop\"");
    }

    @Test
    void a_typed_sentence_is_a_turn_with_its_text() {
        device.detects("What time is it?");
        assertThat(sessionFixture.turn().turnInput.orElseThrow().text()).contains("What time is it?");
    }

    @Test
    void undecodable_sound_is_one_problem_and_one_row_a_second_and_never_the_end() {
        device.listens("start", "auto").sounds(SessionFixture.NONSENSE, 40).sounds(SessionFixture.VOICE, 3);
        assertThat(sessionFixture.problems).extracting(Problem::code).containsOnly(ProblemCode.AUDIO_UNDECODABLE);
        assertThat(sessionFixture.rows("binary")).hasSizeBetween(3, 5);
        assertThat(device.closeStatuses).isEmpty();
        assertThat(sessionFixture.row(new DeviceId("aa")).levelIn().get().rmsDb()).isGreaterThan(-20);
    }

    @Test
    void a_zero_length_frame_is_no_fault() {
        device.listens("start", "auto").sounds(new byte[0], 1);
        assertThat(sessionFixture.problems).isEmpty();
        assertThat(sessionFixture.rows("binary")).isEmpty();
    }

    @Test
    void raw_packets_on_a_connection_that_announced_framing_3_are_named() {
        SessionFixture.DeviceFake wrong = sessionFixture.connect(new DeviceId("cc"), Dialect.XIAOZHI, Framing.COMPACT, "10.0.0.8");
        wrong.listens("start", "auto").sounds(new byte[] {88, 1, 2, 3, 4, 5, 6, 7, 8}, 1);
        assertThat(sessionFixture.rows("binary")).singleElement().asString().contains("announced framing 3", "framing 1");
        assertThat(wrong.closeStatuses).isEmpty();
    }

    private static byte[] boxed(String text) {
        byte[] content = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return java.nio.ByteBuffer.allocate(4 + content.length).put((byte) 1).put((byte) 0).putShort((short) content.length).put(content).array();
    }

    @Test
    void text_in_binary_clothes_counts_as_text() {
        SessionFixture.DeviceFake greedy = sessionFixture.connect(new DeviceId("cc"), Dialect.XIAOZHI, Framing.COMPACT, "10.0.0.8");
        byte[] frame = boxed("{\"type\":\"mcp\",\"payload\":{\"x\":\"" + "y".repeat(30_000) + "\"}}");
        for (int i = 0; i < 100 && greedy.closeStatuses.isEmpty(); i++) {
            greedy.session().binaryReceived(frame, sessionFixture.time.nanos());
            greedy.settle();
        }
        assertThat(greedy.closeStatuses).singleElement().matches(closeStatus -> closeStatus.reason().equals("too many messages"));
        assertThat(sessionFixture.rows("mcp")).as("what is too much is not read").hasSizeBetween(30, 35);
    }

    @Test
    void text_in_binary_clothes_is_served_as_text() {
        SessionFixture.DeviceFake boxed = sessionFixture.connect(new DeviceId("cc"), Dialect.XIAOZHI, Framing.COMPACT, "10.0.0.8");
        boxed.sounds(boxed("{\"type\":\"ping\"}"), 1);
        assertThat(boxed.texts).containsExactly("{\"type\":\"pong\"}");
    }

    @Test
    @DisplayName("U13: frames are counted, and the row of facts is not rewritten for each of them")
    void counters() {
        device.listens("start", "auto").sounds(SessionFixture.VOICE, 5);
        List<Object> seen = new java.util.concurrent.CopyOnWriteArrayList<>();
        sessionFixture.row(new DeviceId("aa")).facts().observe(seen::add);
        // without settling between frames, because that posts tasks, and each task publishes
        for (int i = 0; i < 100; i++) {
            device.session().binaryReceived(SessionFixture.VOICE, sessionFixture.time.nanos() + i * 60_000_000L);
        }
        device.settle();
        assertThat(sessionFixture.row(new DeviceId("aa")).flowIn().get().frames()).isEqualTo(105);
        assertThat(seen).as("about once a second").hasSizeLessThan(15);
    }

    @Test
    void who_presses_and_is_not_heard_is_a_problem_until_a_voice_comes() {
        device.listens("start", "manual").sounds(SessionFixture.SILENCE, 30).listens("stop", "manual");
        assertThat(sessionFixture.problems).extracting(Problem::code).containsExactly(ProblemCode.SPEECH_MISSING);
        sessionFixture.time.advance(Duration.ofSeconds(1));
        device.listens("start", "manual").sounds(SessionFixture.VOICE, 3);
        assertThat(sessionFixture.resolved).containsExactly(ProblemCode.SPEECH_MISSING);
    }

    @Test
    void frames_that_come_late_again_and_again_are_a_problem() {
        device.listens("start", "auto").sounds(SessionFixture.VOICE, 5);
        for (int i = 0; i < 50; i++) {
            sessionFixture.time.advance(Duration.ofMillis(240));
            device.sounds(SessionFixture.SILENCE, 1);
        }
        assertThat(sessionFixture.problems).extracting(Problem::code).contains(ProblemCode.FRAMES_LATE);
    }

    @Test
    void a_short_pause_between_two_presses_makes_nothing_late() {
        for (int i = 0; i < 30; i++) {
            device.listens("start", "manual").sounds(SessionFixture.SILENCE, 5).listens("stop", "manual");
            sessionFixture.time.advance(Duration.ofMillis(700));
        }
        assertThat(sessionFixture.problems).extracting(Problem::code).doesNotContain(ProblemCode.FRAMES_LATE);
    }

    @Test
    @DisplayName("U12: the meter falls to silence when the microphone closes")
    void meterFalls() {
        device.listens("start", "auto").sounds(SessionFixture.VOICE, 5);
        assertThat(sessionFixture.row(new DeviceId("aa")).levelIn().get().rmsDb()).isGreaterThan(-20);
        device.advance(Duration.ofSeconds(3));
        assertThat(sessionFixture.row(new DeviceId("aa")).levelIn().get()).isEqualTo(earshot.audio.AudioLevel.SILENCE);
        assertThat(sessionFixture.row(new DeviceId("aa")).flowIn().get().perSecond()).isZero();
    }

    @Test
    void a_turn_that_cannot_begin_is_told_and_the_device_is_still_heard() {
        sessionFixture.openingFails(new IllegalStateException("no assistant"));
        device.listens("start", "auto").sounds(SessionFixture.VOICE, 5).sounds(SessionFixture.SILENCE, 12);
        assertThat(sessionFixture.lastTurn(new DeviceId("aa")).outcome()).isEqualTo(TurnFacts.Outcome.FAILED);
        assertThat(sessionFixture.connection(new DeviceId("aa")).listening().state()).isEqualTo(ListenState.LISTENING);
    }

    private List<String> fallBacks() {
        return sessionFixture.logged().stream().filter(line -> line.startsWith("VAD兜底触发")).toList();
    }

    private void words(boolean greet) {
        sessionFixture
            .listening(l -> new ListeningSettings(l.timeout(), l.vadFallback(), l.manualFallback(), l.sttMessage(), List.of("你好小智"), greet, l.exitCommands()));
    }

    @Test
    void aTextThatNobodySaysIsCutAndTheTimelineSaysSo() {
        device.detects("a.".repeat(8_000));
        assertThat(sessionFixture.turn().turnInput.orElseThrow().text().orElseThrow()).hasSize(ListenManager.MAX_TEXT_CHARS).endsWith("…");
        assertThat(sessionFixture.rows("listen")).anyMatch(row -> row.contains("a text of 16000 characters was cut to 4000"));
    }

    @Test
    void aWakeWordThatNobodySaysIsCutAsWell() {
        device.says("{\"type\":\"state\",\"state\":\"detect\",\"text\":\"" + "x".repeat(100_000) + "\"}");
        assertThat(sessionFixture.rows("listen")).anyMatch(row -> row.contains("a text of 100000 characters was cut to 4000"));
        assertThat(device.texts).allMatch(text -> text.length() < 2 * ListenManager.MAX_TEXT_CHARS);
    }
}
