package earshot.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.asr.HallucinationSettings;
import earshot.asr.RecognitionResult;
import earshot.audio.PcmAudio;
import earshot.audio.VadSettings;
import earshot.config.SettingsVariants;
import earshot.device.ConnectionMode;
import earshot.device.ListenState;
import earshot.device.ListeningSettings;
import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.meeting.MeetingSentence.Span;
import earshot.problem.ProblemCode;
import earshot.wire.Dialect;
import earshot.wire.Framing;
import earshot.wire.ListenMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeetingModeTest {
    private static final VadSettings VAD = VadSettings.SECTION.defaults();

    private static final String START = "{\"type\":\"mode\",\"state\":\"start\",\"mode\":\"meeting\"}";
    private static final String END = "{\"type\":\"mode\",\"state\":\"end\",\"mode\":\"meeting\"}";
    private static final String FINALIZE = "{\"type\":\"meeting\",\"phase\":\"finalize\"}";
    private static final String SNIPPET = "{\"type\":\"meeting\",\"phase\":\"snippet\",\"items\":[{\"tag\":\"t\",\"text\":\"hello\"}]}";
    private static final String START_OK = "{\"type\":\"mode\",\"status\":\"ok\",\"state\":\"start\",\"mode\":\"meeting\"}";
    private static final String END_OK = "{\"type\":\"mode\",\"status\":\"ok\",\"state\":\"end\",\"mode\":\"meeting\"}";
    private static final String TONE = "{\"type\":\"tts\",\"state\":\"start\",\"url\":\"config/assets/evening.wav\",\"text\":\"已进入会议模式\"}";
    private static final String TONE_OVER = "{\"type\":\"tts\",\"state\":\"stop\"}";

    private final SessionFixture sessionFixture = new SessionFixture();
    private final SessionFixture.DeviceFake device = sessionFixture.badge(new DeviceId("aa"));

    @AfterEach
    void close() {
        sessionFixture.close();
    }

    // --- entering and leaving ---

    @Test
    void entering_plays_the_tone_without_a_session_and_makes_the_device_say_where_speech_ends() {
        device.texts.clear();
        device.says(START);
        assertThat(device.texts).containsExactly(TONE, TONE_OVER, START_OK);
        assertThat(sessionFixture.connection(new DeviceId("aa")).mode()).isEqualTo(ConnectionMode.MEETING);
        assertThat(sessionFixture.connection(new DeviceId("aa")).listening().mode()).contains(ListenMode.MANUAL);
        assertThat(sessionFixture.participation("aa").happened).containsExactly("begin");
        assertThat(sessionFixture.rows("mode")).noneMatch(row -> row.contains("nothing is collected"));
    }

    @Test
    void who_is_in_already_is_told_ok_and_nothing_else() {
        device.says(START);
        device.texts.clear();
        device.says(START);
        assertThat(device.texts).containsExactly(START_OK);
        assertThat(sessionFixture.participation("aa").happened).containsExactly("begin");
    }

    @Test
    void without_trust_in_what_the_device_hears_the_listen_mode_stays() {
        sessionFixture.change(s -> SettingsVariants.meetingMode(s, false, true, false, false));
        device.listens("start", "auto").says(START);
        assertThat(sessionFixture.connection(new DeviceId("aa")).listening().mode()).contains(ListenMode.AUTO);
    }

    @Test
    void ending_the_mode_finalizes_the_meeting_and_listens_in_auto_mode() {
        device.says(START);
        device.texts.clear();
        device.says(END);
        assertThat(sessionFixture.participation("aa").happened).containsExactly("begin", "finish MODE_END", "over");
        assertThat(device.texts).hasSize(2).first().asString().contains("finalize");
        assertThat(device.texts.getLast()).isEqualTo(END_OK);
        assertThat(sessionFixture.connection(new DeviceId("aa")).mode()).isEqualTo(ConnectionMode.CONNECTED_IDLE);
        assertThat(sessionFixture.connection(new DeviceId("aa")).listening().mode()).contains(ListenMode.AUTO);
    }

    @Test
    void a_device_that_lost_its_connection_in_a_meeting_ends_it_without_beginning_it_again() {
        device.texts.clear();
        device.says(END);
        assertThat(device.texts).containsExactly(END_OK);
        assertThat(sessionFixture.participation("aa").happened).containsExactly("finish MODE_END");
    }

    @Test
    void a_finalize_message_leaves_the_mode_when_the_meeting_is_over() {
        device.says(START);
        sessionFixture.participation("aa").summing = true;
        device.says(FINALIZE);
        assertThat(sessionFixture.connection(new DeviceId("aa")).mode()).isEqualTo(ConnectionMode.MEETING);
        sessionFixture.participation("aa").over();
        device.settle();
        assertThat(sessionFixture.connection(new DeviceId("aa")).mode()).isEqualTo(ConnectionMode.CONNECTED_IDLE);
        assertThat(sessionFixture.connection(new DeviceId("aa")).listening().mode()).contains(ListenMode.AUTO);
        device.says(FINALIZE);
        assertThat(sessionFixture.participation("aa").happened).containsExactly("begin", "finish MESSAGE", "over", "finish MESSAGE");
    }

    @Test
    void another_work_mode_is_refused_and_the_meeting_goes_on() {
        device.says(START).says("{\"type\":\"mode\",\"state\":\"start\",\"mode\":\"working\"}");
        assertThat(device.texts.getLast()).contains("working mode is not served");
        assertThat(sessionFixture.participation("aa").happened).containsExactly("begin");
        assertThat(sessionFixture.connection(new DeviceId("aa")).mode()).isEqualTo(ConnectionMode.MEETING);
        assertThat(sessionFixture.rows("mode")).anyMatch(row -> row.contains("working mode is not served"));
    }

    @ParameterizedTest
    @ValueSource(strings = {",\"phase\":\"dance\"", ",\"phase\":7", ""})
    void snippets_go_to_the_meeting_and_other_phases_are_refused(String phase) {
        device.says(START).says(SNIPPET);
        device.texts.clear();
        device.says("{\"type\":\"meeting\"" + phase + "}");
        assertThat(sessionFixture.participation("aa").happened).containsExactly("begin", "snippets 1");
        assertThat(device.texts)
            .containsExactly("{\"type\":\"meeting\",\"status\":\"error\",\"code\":\"SCHEMA_INVALID\",\"message\":\"phase must be snippet or finalize\"}");
    }

    @Test
    void a_device_that_is_called_from_outside_is_told_and_listens() {
        device.texts.clear();
        sessionFixture.participation("aa").participantConnection.invited();
        device.settle();
        assertThat(device.texts).containsExactly(TONE, TONE_OVER, START_OK, "{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"manual\"}");
        assertThat(sessionFixture.connection(new DeviceId("aa")).mode()).isEqualTo(ConnectionMode.MEETING);
        device.sounds(SessionFixture.VOICE, 10);
        assertThat(sessionFixture.connection(new DeviceId("aa")).listening().state()).isEqualTo(ListenState.LISTENING);
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void a_device_for_which_a_meeting_waits_goes_on_with_it_unless_it_asks_by_itself(Dialect dialect) {
        DeviceId id = new DeviceId("bb");
        SessionFixture.DeviceFake back = sessionFixture.connect(id, dialect, Framing.RAW, "10.0.0.9");
        sessionFixture.participation("bb").awaited = true;
        back.says("{\"type\":\"hello\",\"version\":1,\"transport\":\"websocket\",\"audio_params\":{\"format\":\"opus\",\"sample_rate\":16000,\"channels\":1,\"frame_duration\":60}}");
        boolean xiaozhi = dialect == Dialect.XIAOZHI;
        assertThat(sessionFixture.connection(id).mode() == ConnectionMode.MEETING).isEqualTo(xiaozhi);
        assertThat(sessionFixture.participation("bb").happened).isEqualTo(xiaozhi ? List.of("begin") : List.of());
        back.listens("start", "auto").sounds(SessionFixture.VOICE, 10);
        assertThat(sessionFixture.connection(id).listening().state()).isEqualTo(ListenState.LISTENING);
    }

    // --- speech ---

    @Test
    void a_sentence_is_told_to_the_speaker_and_handed_to_the_meeting_and_nobody_answers() {
        device.says(START);
        device.texts.clear();
        device.listens("start", "manual").sounds(SessionFixture.VOICE, 20).listens("stop", "manual");
        heard("words 1");
        assertThat(sessionFixture.turns).isEmpty();
        assertThat(device.texts).hasSize(1).first().asString().startsWith("{\"type\":\"audio\",\"event\":\"transcription\",\"text\":\"words 1\",\"ts\":");
        MeetingParticipationFake.Heard sentence = sessionFixture.participation("aa").heard.getFirst();
        assertThat(Duration.between(sentence.at(), sessionFixture.time.now())).as("when it began").isEqualTo(Duration.ofMillis(1200));
        assertThat(sentence.span()).isEmpty();
        assertThat(sessionFixture.rows("meeting")).contains("not answered: disable_chat_on_snippet true, disable_tts false");
    }

    @Test
    void the_bypass_is_told_once() {
        device.says(START);
        for (int i = 0; i < 3; i++) {
            device.listens("start", "manual").sounds(SessionFixture.VOICE, 10).listens("stop", "manual");
        }
        heard("words 1", "words 2", "words 3");
        assertThat(sessionFixture.logged()).filteredOn(line -> line.contains("disable_chat_on_snippet=true, disable_tts=false")).hasSize(1);
    }

    @Test
    void with_chat_the_sentence_is_answered_too_and_the_mode_stays() {
        sessionFixture.change(s -> SettingsVariants.meetingMode(s, false, false, true, false));
        device.says(START).listens("start", "manual").sounds(SessionFixture.VOICE, 20).listens("stop", "manual");
        heard("words 1");
        device.settle();
        assertThat(sessionFixture.turn().turnInput.orElseThrow().text()).contains("words 1");
        assertThat(sessionFixture.connection(new DeviceId("aa")).mode()).isEqualTo(ConnectionMode.MEETING);
        device.listens("start", "manual").sounds(SessionFixture.VOICE, 20).listens("stop", "manual");
        heard("words 1", "words 2");
    }

    @Test
    void two_people_in_one_utterance_are_two_lines_of_the_minutes_and_one_turn() {
        sessionFixture.change(s -> SettingsVariants.meetingMode(s, false, false, true, false));
        sessionFixture.recognizer.held = true;
        device.says(START).listens("start", "manual").sounds(SessionFixture.VOICE, 20);
        assertThat(sessionFixture.participation("aa").participantConnection.speaking()).isTrue();
        device.listens("stop", "manual");
        assertThat(sessionFixture.participation("aa").participantConnection.speaking()).isFalse();
        await().until(() -> sessionFixture.recognizer.answers.size() == 1);
        sessionFixture.recognizer.answers.getFirst().complete(new RecognitionResult("Shall we? Yes.", 1, OptionalDouble.empty(), List.of(),
            List.of(new RecognitionResult.SpeakerPart("0", "Shall we?", Duration.ZERO),
                new RecognitionResult.SpeakerPart("1", "Yes.", Duration.ofMillis(700)))));
        heard("Shall we?", "Yes.");
        device.settle();
        assertThat(sessionFixture.turns).hasSize(1);
        assertThat(sessionFixture.turn().turnInput.orElseThrow().text()).contains("Shall we? Yes.");
    }

    @Test
    @DisplayName("row 26: with disable_tts an answer in meeting mode is mute, and so is the farewell; recognition goes on")
    void mute() {
        sessionFixture.change(s -> SettingsVariants.meetingMode(s, true, false, true, false));
        sessionFixture.idle(Duration.ofSeconds(60), Duration.ofSeconds(5), true);
        sessionFixture.change(s -> SettingsVariants.meetingMode(s, true, false, true, false));
        device.says(START).listens("start", "manual").sounds(SessionFixture.VOICE, 20).listens("stop", "manual");
        heard("words 1");
        device.settle();
        assertThat(sessionFixture.turn().rules.mute()).isTrue();
        assertThat(sessionFixture.recognizer.asked).hasSize(1);
        device.listens("start", "manual").quiet(182);
        assertThat(device.closeStatuses).isNotEmpty();
        assertThat(sessionFixture.turns).as("no farewell turn").hasSize(1);
    }

    @Test
    void no_goodbye_of_an_idle_connection_is_spoken_into_a_meeting() {
        sessionFixture.idle(Duration.ofSeconds(60), Duration.ofSeconds(5), true);
        sessionFixture.change(s -> SettingsVariants.meetingMode(s, false, true, true, false));
        device.says(START).listens("start", "manual").quiet(182);
        assertThat(device.closeStatuses).hasSize(1);
        assertThat(sessionFixture.turns).as("no farewell turn").isEmpty();
        assertThat(device.texts).noneMatch(text -> text.contains("sentence_start"));
    }

    @Test
    void the_person_at_the_device_is_told_that_a_silent_meeting_ends() {
        device.says(START);
        device.texts.clear();
        sessionFixture.participation("aa").participantConnection.meetingSilent(5);
        device.settle();
        assertThat(device.texts).singleElement().asString().contains("5 分钟");
    }

    @Test
    @DisplayName("row 26: outside of a meeting, or with disable_tts false, nothing is mute")
    void spoken() {
        sessionFixture.change(s -> SettingsVariants.meetingMode(s, true, true, true, false));
        device.listens("start", "manual").sounds(SessionFixture.VOICE, 20).listens("stop", "manual");
        assertThat(sessionFixture.turn().rules.mute()).isFalse();
        sessionFixture.change(s -> SettingsVariants.meetingMode(s, false, false, true, false));
        device.says(START).listens("start", "manual").sounds(SessionFixture.VOICE, 20).listens("stop", "manual");
        heard("words 1");
        device.settle();
        assertThat(sessionFixture.turns).hasSize(2);
        assertThat(sessionFixture.turn().rules.mute()).isFalse();
    }

    @Test
    void sentences_wait_for_the_recognizer_in_order_and_none_is_cancelled_by_the_next() {
        sessionFixture.recognizer.held = true;
        device.says(START);
        for (int i = 0; i < 3; i++) {
            device.listens("start", "manual").sounds(SessionFixture.VOICE, 20).listens("stop", "manual");
        }
        assertThat(sessionFixture.participation("aa").participantConnection.pendingAudio()).isEqualTo(Duration.ofMillis(3600));
        for (int i = 0; i < 3; i++) {
            int number = i;
            await().until(() -> sessionFixture.recognizer.answers.size() == number + 1);
            assertThat(sessionFixture.recognizer.answers.getLast()).isNotDone();
            sessionFixture.recognizer.answers.getLast().complete(new RecognitionResult("sentence " + number, 1));
        }
        heard("sentence 0", "sentence 1", "sentence 2");
        await().until(() -> sessionFixture.participation("aa").participantConnection.pendingAudio().isZero());
    }

    @Test
    void a_device_that_streams_and_never_says_stop_is_heard_sentence_by_sentence() {
        device.says(START).sounds(SessionFixture.SILENCE, 5);
        device.sounds(SessionFixture.VOICE, 30).sounds(SessionFixture.SILENCE, 60);
        for (int i = 0; i < 3; i++) {
            device.sounds(SessionFixture.VOICE, 30).sounds(SessionFixture.SILENCE, 20);
        }
        await().until(() -> sessionFixture.participation("aa").heard.size() == 4);
    }

    @Test
    void speech_without_a_pause_is_cut_and_every_sample_of_it_is_heard_once() {
        sessionFixture
            .change(s -> s.with(VadSettings.SECTION, new VadSettings(VAD.mode(), VAD.minSilence(), Duration.ofSeconds(6), VAD.gateDb(), VAD.bargeIn())));
        sessionFixture.change(s -> SettingsVariants.meetingMode(s, false, true, false, false));
        SessionFixture.DeviceFake other = sessionFixture.badge(new DeviceId("bb"));
        other.says(START).listens("start", "auto").sounds(SessionFixture.VOICE, 250).sounds(SessionFixture.SILENCE, 20);
        await().until(() -> sessionFixture.participation("bb").heard.size() >= 3);
        await().until(() -> sessionFixture.participation("bb").participantConnection.pendingAudio().isZero());
        long samples = sessionFixture.recognizer.asked.stream()
            .flatMapToInt(pcmAudio -> java.util.stream.IntStream.range(0, pcmAudio.pcm().length).map(i -> pcmAudio.pcm()[i])).filter(sample -> sample != 0)
            .count();
        assertThat(samples).isEqualTo(250 * 960);
        assertThat(sessionFixture.recognizer.asked).allMatch(pcmAudio -> pcmAudio.duration().compareTo(Duration.ofMillis(7000)) < 0);
    }

    @Test
    void what_nobody_said_is_no_line_of_the_minutes_and_counted() {
        sessionFixture.hallucinations = new HallucinationSettings(true, List.of());
        sessionFixture.recognizer.says = Optional.of("谢谢观看");
        device.says(START).listens("start", "manual").sounds(SessionFixture.VOICE, 10).listens("stop", "manual");
        await().until(() -> sessionFixture.participation("aa").happened.contains("dropped"));
        assertThat(sessionFixture.participation("aa").heard).isEmpty();
        assertThat(device.texts).noneMatch(text -> text.contains("谢谢观看"));
        assertThat(sessionFixture.rows("dropped"))
            .containsExactly("\"谢谢观看\" was not said: recognisers give it where nobody speaks, and there is not enough voice");
        assertThat(sessionFixture.devices.find(new DeviceId("aa")).orElseThrow().droppedTexts().get()).isEqualTo(1);
    }

    @Test
    void what_several_people_say_in_one_breath_is_a_line_for_each() {
        sessionFixture.recognizer.held = true;
        device.says(START).listens("start", "manual").sounds(SessionFixture.VOICE, 10).listens("stop", "manual");
        await().until(() -> sessionFixture.recognizer.answers.size() == 1);
        sessionFixture.recognizer.answers.getFirst().complete(new RecognitionResult("Shall we? Yes.", 1, OptionalDouble.empty(), List.of(),
            List.of(new RecognitionResult.SpeakerPart("S1", "Shall we?", Duration.ZERO),
                new RecognitionResult.SpeakerPart("S2", "Yes.", Duration.ofMillis(300)))));
        await().until(() -> sessionFixture.participation("aa").heard.size() == 2);
        assertThat(sessionFixture.participation("aa").heard).extracting(MeetingParticipationFake.Heard::speaker, MeetingParticipationFake.Heard::text)
            .containsExactly(tuple(Optional.of("S1"), "Shall we?"), tuple(Optional.of("S2"), "Yes."));
        assertThat(Duration.between(sessionFixture.participation("aa").heard.getFirst().at(), sessionFixture.participation("aa").heard.getLast().at()))
            .isEqualTo(Duration.ofMillis(300));
    }

    @Test
    void a_wake_word_in_a_meeting_is_no_interruption_and_what_the_device_understood_itself_counts() {
        device.says(START).listens("start", "manual").sounds(SessionFixture.VOICE, 20);
        device.texts.clear();
        sessionFixture.listening(rules -> new ListeningSettings(rules.timeout(), rules.vadFallback(), rules.manualFallback(), rules.sttMessage(),
            List.of("hello box"), true, rules.exitCommands()));
        device.detects("hello box").detects("a sentence of its own");
        device.sounds(SessionFixture.VOICE, 20).listens("stop", "manual");
        heard("a sentence of its own", "words 1");
        assertThat(sessionFixture.recognizer.asked.getFirst().duration()).isEqualTo(Duration.ofMillis(2400));
        assertThat(sessionFixture.turns).isEmpty();
    }

    @Test
    void an_abort_or_a_second_start_loses_nothing_of_what_is_being_said() {
        device.says(START).listens("start", "manual").sounds(SessionFixture.VOICE, 20);
        device.says("{\"type\":\"abort\"}").sounds(SessionFixture.VOICE, 20).listens("start", "manual").sounds(SessionFixture.VOICE, 20).listens("stop",
            "manual");
        heard("words 1", "words 2", "words 3");
        assertThat(sessionFixture.recognizer.asked).extracting(PcmAudio::duration).containsOnly(Duration.ofMillis(1200));
    }

    // --- failing recognition ---

    @Test
    void what_the_recognizer_cannot_do_is_a_gap_with_a_problem_and_the_next_sentence_is_heard() {
        sessionFixture.recognizer.fails = Optional.of(new IllegalStateException("out of order"));
        device.says(START).listens("start", "manual").sounds(SessionFixture.VOICE, 20).listens("stop", "manual");
        await().until(() -> sessionFixture.participation("aa").heard.size() == 1);
        assertThat(sessionFixture.participation("aa").heard.getFirst().text()).matches("\\[\\d\\d:\\d\\d:\\d\\d · 1 s · …]");
        assertThat(sessionFixture.problems).anySatisfy(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.MEETING_SPEECH_LOST);
            assertThat(problem.args()).containsExactly("aa", "1", "out of order");
        });
        assertThat(sessionFixture.rows("meeting")).contains("a gap of 1 s: out of order");
        sessionFixture.recognizer.fails = Optional.empty();
        device.listens("start", "manual").sounds(SessionFixture.VOICE, 20).listens("stop", "manual");
        await().until(() -> sessionFixture.participation("aa").heard.size() == 2);
        assertThat(sessionFixture.participation("aa").heard.getLast().text()).isEqualTo("words 2");
    }

    @Test
    void a_recognizer_that_hangs_is_given_up() {
        sessionFixture.recognizer.held = true;
        device.says(START).listens("start", "manual").sounds(SessionFixture.VOICE, 20).listens("stop", "manual");
        await().until(() -> sessionFixture.recognizer.answers.size() == 1);
        await().until(() -> {
            sessionFixture.time.advance(Duration.ofMinutes(1));
            return sessionFixture.participation("aa").heard.size() == 1;
        });
        assertThat(sessionFixture.rows("meeting")).contains("a gap of 1 s: no answer within 132 s");
        assertThat(sessionFixture.recognizer.answers.getFirst()).isCancelled();
    }

    @Test
    void noise_without_words_is_no_gap() {
        sessionFixture.recognizer.says = Optional.of("");
        device.says(START).listens("start", "manual").sounds(SessionFixture.VOICE, 20).listens("stop", "manual");
        await().until(() -> sessionFixture.rows("meeting").contains("no words in 1 s of sound"));
        assertThat(sessionFixture.participation("aa").heard).isEmpty();
    }

    // --- the end ---

    @Test
    void a_phrase_ends_the_meeting_and_is_no_part_of_it() {
        sessionFixture.recognizer.says = Optional.of("好，结束会议吧。");
        device.says(START).listens("start", "manual").sounds(SessionFixture.VOICE, 20).listens("stop", "manual");
        await().until(() -> sessionFixture.participation("aa").happened.contains("over"));
        assertThat(sessionFixture.participation("aa").happened).containsExactly("begin", "finish PHRASE", "over");
    }

    @Test
    void what_is_said_in_one_breath_before_the_phrase_is_part_of_it() {
        sessionFixture.recognizer.says = Optional.of("周五发布。好，结束会议吧。");
        device.says(START).listens("start", "manual").sounds(SessionFixture.VOICE, 20).listens("stop", "manual");
        await().until(() -> sessionFixture.participation("aa").happened.contains("over"));
        assertThat(sessionFixture.participation("aa").happened).containsExactly("begin", "heard 周五发布。", "finish PHRASE", "over");
    }

    @Test
    void a_sentence_that_mentions_the_phrase_is_a_sentence() {
        sessionFixture.recognizer.says = Optional.of("他们想提前结束会议");
        device.says(START).listens("start", "manual").sounds(SessionFixture.VOICE, 20).listens("stop", "manual");
        heard("他们想提前结束会议");
    }

    @Test
    void what_is_being_said_when_it_is_finalized_belongs_to_the_meeting_and_what_comes_after_does_not() {
        sessionFixture.recognizer.held = true;
        device.says(START).listens("start", "manual").sounds(SessionFixture.VOICE, 20).says(FINALIZE).sounds(SessionFixture.VOICE, 20).listens("stop",
            "manual");
        MeetingParticipationFake participation = sessionFixture.participation("aa");
        assertThat(participation.lastWords).isNotDone();
        assertThat(participation.participantConnection.pendingAudio()).isEqualTo(Duration.ofMillis(1200));
        await().until(() -> sessionFixture.recognizer.answers.size() == 1);
        sessionFixture.recognizer.answers.getFirst().complete(new RecognitionResult("the very last word", 1));
        await().until(() -> participation.happened.contains("over"));
        assertThat(participation.happened).containsExactly("begin", "finish MESSAGE", "heard the very last word", "over");
        await().until(() -> sessionFixture.recognizer.closed.size() == 1);
        assertThat(sessionFixture.recognizer.asked).hasSize(1);
        assertThat(sessionFixture.turns).isEmpty();
    }

    @Test
    void after_it_the_device_is_answered_again() {
        device.says(START).says(FINALIZE);
        await().until(() -> sessionFixture.participation("aa").happened.contains("over"));
        device.settle().listens("start", "auto").sounds(SessionFixture.VOICE, 20).sounds(SessionFixture.SILENCE, 14);
        assertThat(sessionFixture.turns).hasSize(1);
    }

    @Test
    void a_typed_sentence_goes_where_speech_goes() {
        device.says(START);
        device.session().say("typed in the meeting");
        heard("typed in the meeting");
        sessionFixture.participation("aa").summing = true;
        device.says(FINALIZE);
        device.session().say("typed while it is summarized");
        device.settle();
        sessionFixture.participation("aa").over();
        device.settle();
        heard("typed in the meeting");
        assertThat(sessionFixture.turns).isEmpty();
        device.session().say("typed after it");
        device.settle();
        assertThat(sessionFixture.turn().turnInput.orElseThrow().text()).contains("typed after it");
    }

    @Test
    void a_second_meeting_waits_for_the_last_words_of_the_first_and_has_a_transcriber_of_its_own() {
        sessionFixture.recognizer.held = true;
        MeetingParticipationFake participation = sessionFixture.participation("aa");
        device.says(START).listens("start", "manual").sounds(SessionFixture.VOICE, 20).says(FINALIZE).says(START).says(SNIPPET);
        device.listens("start", "manual").sounds(SessionFixture.VOICE, 10).listens("stop", "manual");
        await().until(() -> sessionFixture.recognizer.answers.size() == 2);
        sessionFixture.recognizer.answers.get(1).complete(new RecognitionResult("of the second", 1));
        device.settle();
        assertThat(participation.happened).containsExactly("begin", "finish MESSAGE");
        sessionFixture.recognizer.answers.getFirst().complete(new RecognitionResult("of the first", 1));
        await().untilAsserted(() -> assertThat(participation.happened).containsSubsequence("heard of the first", "begin", "snippets 1", "heard of the second")
            .containsOnlyOnce("over"));
        assertThat(participation.happened.indexOf("heard of the first")).isLessThan(participation.happened.lastIndexOf("begin"));
        assertThat(sessionFixture.connection(new DeviceId("aa")).mode()).isEqualTo(ConnectionMode.MEETING);
    }

    @Test
    void each_of_three_meetings_in_a_row_gets_its_own_words() {
        sessionFixture.recognizer.held = true;
        MeetingParticipationFake participation = sessionFixture.participation("aa");
        device.says(START).listens("start", "manual").sounds(SessionFixture.VOICE, 20).says(FINALIZE);
        device.says(START).listens("start", "manual").sounds(SessionFixture.VOICE, 10).says(FINALIZE);
        device.says(START).listens("start", "manual").sounds(SessionFixture.VOICE, 15).listens("stop", "manual");
        await().until(() -> sessionFixture.recognizer.answers.size() == 3);
        sessionFixture.recognizer.answers.get(1).complete(new RecognitionResult("of the second", 1));
        sessionFixture.recognizer.answers.get(2).complete(new RecognitionResult("of the third", 1));
        device.settle();
        assertThat(participation.happened).containsExactly("begin", "finish MESSAGE");
        sessionFixture.recognizer.answers.getFirst().complete(new RecognitionResult("of the first", 1));
        await().until(() -> participation.happened.contains("heard of the third"));
        assertThat(participation.happened.stream().filter(what -> !what.equals("over"))).containsExactly("begin", "finish MESSAGE", "heard of the first",
            "begin",
            "heard of the second", "finish MESSAGE", "begin", "heard of the third");
    }

    @Test
    void what_is_said_in_the_second_of_three_meetings_keeps_the_third_waiting() {
        sessionFixture.recognizer.held = true;
        MeetingParticipationFake participation = sessionFixture.participation("aa");
        device.says(START).listens("start", "manual").sounds(SessionFixture.VOICE, 20).says(FINALIZE);
        device.says(START).listens("start", "manual").sounds(SessionFixture.VOICE, 10).says(FINALIZE).says(START);
        await().until(() -> sessionFixture.recognizer.answers.size() == 2);
        sessionFixture.recognizer.answers.getFirst().complete(new RecognitionResult("of the first", 1));
        await().until(() -> participation.happened.stream().filter("finish MESSAGE"::equals).count() == 2);
        device.settle();
        assertThat(participation.happened).as("the third waits, and the second is not over").filteredOn("begin"::equals).hasSize(2);
        assertThat(participation.happened).filteredOn("over"::equals).hasSizeLessThanOrEqualTo(1);
        sessionFixture.recognizer.answers.get(1).complete(new RecognitionResult("of the second", 1));
        await().until(() -> participation.happened.stream().filter("begin"::equals).count() == 3);
        assertThat(participation.happened).containsSubsequence("heard of the second", "begin");
    }

    @Test
    void a_device_that_vanishes_in_the_middle_of_a_sentence_has_said_it() {
        sessionFixture.recognizer.held = true;
        device.says(START).listens("start", "manual").sounds(SessionFixture.VOICE, 20);
        device.hangsUp();
        assertThat(sessionFixture.participation("aa").happened).doesNotContain("leave");
        await().until(() -> sessionFixture.recognizer.answers.size() == 1);
        sessionFixture.recognizer.answers.getFirst().complete(new RecognitionResult("cut off", 1));
        await().until(() -> sessionFixture.participation("aa").happened.contains("leave"));
        assertThat(sessionFixture.participation("aa").happened).containsExactly("begin", "heard cut off", "leave");
        await().until(() -> sessionFixture.recognizer.closed.size() == 1);
    }

    @Test
    void who_never_met_leaves_all_the_same() {
        device.hangsUp();
        assertThat(sessionFixture.participation("aa").happened).containsExactly("leave");
    }

    // --- kept audio ---

    @Test
    void where_sound_is_kept_each_sentence_knows_where_it_stands_and_can_be_heard_again() {
        sessionFixture.change(s -> SettingsVariants.meetingMode(s, false, true, true, true));
        device.says(START).sounds(SessionFixture.SILENCE, 10).listens("start", "manual").sounds(SessionFixture.VOICE, 20).listens("stop", "manual");
        heard("words 1");
        Span span = sessionFixture.participation("aa").heard.getFirst().span().orElseThrow();
        assertThat(span).isEqualTo(new Span(Duration.ofMillis(600), Duration.ofMillis(1200)));
        PcmAudio again = sessionFixture.sounds.read(new MeetingId(sessionFixture.participation("aa").meeting().orElseThrow().value()), new DeviceId("aa"), span)
            .orTimeout(30, TimeUnit.SECONDS).join().orElseThrow();
        assertThat(again.pcm()).isEqualTo(sessionFixture.recognizer.asked.getFirst().pcm());
        assertThat(sessionFixture.rows("meeting")).contains("its sound is being saved");
    }

    @Test
    void a_speech_that_is_cut_stands_piece_behind_piece_in_the_kept_sound() {
        sessionFixture.change(s -> SettingsVariants.meetingMode(s, false, true, true, true));
        sessionFixture
            .change(s -> s.with(VadSettings.SECTION, new VadSettings(VAD.mode(), VAD.minSilence(), Duration.ofSeconds(6), VAD.gateDb(), VAD.bargeIn())));
        SessionFixture.DeviceFake other = sessionFixture.badge(new DeviceId("bb"));
        other.says(START).listens("start", "auto").sounds(SessionFixture.VOICE, 250).sounds(SessionFixture.SILENCE, 20);
        await().until(
            () -> sessionFixture.participation("bb").heard.size() >= 3 && sessionFixture.participation("bb").participantConnection.pendingAudio().isZero());
        Duration at = Duration.ZERO;
        for (int i = 0; i < sessionFixture.participation("bb").heard.size(); i++) {
            Span span = sessionFixture.participation("bb").heard.get(i).span().orElseThrow();
            assertThat(span).as("piece " + i).isEqualTo(new Span(at, sessionFixture.recognizer.asked.get(i).duration()));
            assertThat(sessionFixture.sounds.read(new MeetingId(sessionFixture.participation("bb").meeting().orElseThrow().value()), new DeviceId("bb"), span)
                .orTimeout(30, TimeUnit.SECONDS).join().orElseThrow().pcm())
                .isEqualTo(sessionFixture.recognizer.asked.get(i).pcm());
            at = at.plus(span.length());
        }
    }

    @Test
    void without_the_wish_no_sound_is_kept() {
        device.says(START).listens("start", "manual").sounds(SessionFixture.VOICE, 20).listens("stop", "manual");
        heard("words 1");
        assertThat(sessionFixture.sounds.read(new MeetingId(sessionFixture.participation("aa").meeting().orElseThrow().value()), new DeviceId("aa"),
            new Span(Duration.ZERO, Duration.ofSeconds(1))).join()).isEmpty();
    }

    private void heard(String... texts) {
        await()
            .untilAsserted(() -> assertThat(sessionFixture.participation("aa").heard).extracting(MeetingParticipationFake.Heard::text).containsExactly(texts));
    }
}
