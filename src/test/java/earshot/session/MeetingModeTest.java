package earshot.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import earshot.asr.Transcript;
import earshot.audio.Speech;
import earshot.config.Changed;
import earshot.config.Settings;
import earshot.device.ConnectionMode;
import earshot.device.ListenState;
import earshot.meeting.Segment.Span;
import earshot.problem.Code;
import earshot.wire.ListenMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeetingModeTest {
    private static final String START = "{\"type\":\"mode\",\"state\":\"start\",\"mode\":\"meeting\"}";
    private static final String END = "{\"type\":\"mode\",\"state\":\"end\",\"mode\":\"meeting\"}";
    private static final String FINALIZE = "{\"type\":\"meeting\",\"phase\":\"finalize\"}";
    private static final String SNIPPET = "{\"type\":\"meeting\",\"phase\":\"snippet\",\"items\":[{\"tag\":\"t\",\"text\":\"hello\"}]}";
    private static final String START_OK = "{\"type\":\"mode\",\"status\":\"ok\",\"state\":\"start\",\"mode\":\"meeting\"}";
    private static final String END_OK = "{\"type\":\"mode\",\"status\":\"ok\",\"state\":\"end\",\"mode\":\"meeting\"}";
    private static final String TONE = "{\"type\":\"tts\",\"state\":\"start\",\"url\":\"config/assets/evening.wav\",\"text\":\"已进入会议模式\"}";
    private static final String TONE_OVER = "{\"type\":\"tts\",\"state\":\"stop\"}";

    private final Bench bench = new Bench();
    private final Bench.Device device = bench.badge("aa");

    @AfterEach
    void close() {
        bench.close();
    }

    // --- entering and leaving ---

    @Test
    void entering_plays_the_tone_without_a_session_and_makes_the_device_say_where_speech_ends() {
        device.texts.clear();
        device.says(START);
        assertThat(device.texts).containsExactly(TONE, TONE_OVER, START_OK);
        assertThat(bench.connection("aa").mode()).isEqualTo(ConnectionMode.MEETING);
        assertThat(bench.connection("aa").listenMode()).contains(ListenMode.MANUAL);
        assertThat(bench.seat("aa").happened).containsExactly("begin");
        assertThat(bench.rows("mode")).noneMatch(row -> row.contains("nothing is collected"));
    }

    @Test
    void who_is_in_already_is_told_ok_and_nothing_else() {
        device.says(START);
        device.texts.clear();
        device.says(START);
        assertThat(device.texts).containsExactly(START_OK);
        assertThat(bench.seat("aa").happened).containsExactly("begin");
    }

    @Test
    void without_trust_in_the_devices_ear_the_listen_mode_stays() {
        bench.change(s -> Changed.attending(s, false, true, false, false));
        device.listens("start", "auto").says(START);
        assertThat(bench.connection("aa").listenMode()).contains(ListenMode.AUTO);
    }

    @Test
    void ending_the_mode_finalizes_the_meeting_and_listens_in_auto_mode() {
        device.says(START);
        device.texts.clear();
        device.says(END);
        assertThat(bench.seat("aa").happened).containsExactly("begin", "finish MODE_END", "over");
        assertThat(device.texts).hasSize(2).first().asString().contains("finalize");
        assertThat(device.texts.getLast()).isEqualTo(END_OK);
        assertThat(bench.connection("aa").mode()).isEqualTo(ConnectionMode.CONNECTED_IDLE);
        assertThat(bench.connection("aa").listenMode()).contains(ListenMode.AUTO);
    }

    @Test
    void a_device_that_lost_its_connection_in_a_meeting_ends_it_without_beginning_it_again() {
        device.texts.clear();
        device.says(END);
        assertThat(device.texts).containsExactly(END_OK);
        assertThat(bench.seat("aa").happened).containsExactly("finish MODE_END");
    }

    @Test
    void a_finalize_message_leaves_the_mode_when_the_meeting_is_over() {
        device.says(START);
        bench.seat("aa").summing = true;
        device.says(FINALIZE);
        assertThat(bench.connection("aa").mode()).isEqualTo(ConnectionMode.MEETING);
        bench.seat("aa").over();
        device.settle();
        assertThat(bench.connection("aa").mode()).isEqualTo(ConnectionMode.CONNECTED_IDLE);
        assertThat(bench.connection("aa").listenMode()).contains(ListenMode.AUTO);
        device.says(FINALIZE);
        assertThat(bench.seat("aa").happened).containsExactly("begin", "finish MESSAGE", "over", "finish MESSAGE");
    }

    @Test
    void another_work_mode_is_refused_and_the_meeting_goes_on() {
        device.says(START).says("{\"type\":\"mode\",\"state\":\"start\",\"mode\":\"working\"}");
        assertThat(device.texts.getLast()).contains("working mode is not served");
        assertThat(bench.seat("aa").happened).containsExactly("begin");
        assertThat(bench.connection("aa").mode()).isEqualTo(ConnectionMode.MEETING);
        assertThat(bench.rows("mode")).anyMatch(row -> row.contains("working mode is not built"));
    }

    @ParameterizedTest
    @ValueSource(strings = {",\"phase\":\"dance\"", ",\"phase\":7", ""})
    void snippets_go_to_the_seat_and_other_phases_are_refused(String phase) {
        device.says(START).says(SNIPPET);
        device.texts.clear();
        device.says("{\"type\":\"meeting\"" + phase + "}");
        assertThat(bench.seat("aa").happened).containsExactly("begin", "snippets 1");
        assertThat(device.texts).containsExactly("{\"type\":\"meeting\",\"status\":\"error\",\"code\":\"SCHEMA_INVALID\",\"message\":\"phase must be snippet or finalize\"}");
    }

    @Test
    void a_device_that_is_called_from_outside_is_told_and_listens() {
        device.texts.clear();
        bench.seat("aa").attendee.called();
        device.settle();
        assertThat(device.texts).containsExactly(TONE, TONE_OVER, START_OK, "{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"manual\"}");
        assertThat(bench.connection("aa").mode()).isEqualTo(ConnectionMode.MEETING);
        device.sounds(Bench.VOICE, 10);
        assertThat(bench.connection("aa").listenState()).isEqualTo(ListenState.LISTENING);
    }

    // --- speech ---

    @Test
    void a_sentence_is_told_to_the_speaker_and_handed_to_the_meeting_and_nobody_answers() {
        device.says(START);
        device.texts.clear();
        device.listens("start", "manual").sounds(Bench.VOICE, 20).listens("stop", "manual");
        heard("words 1");
        assertThat(bench.turns).isEmpty();
        assertThat(device.texts).hasSize(1).first().asString().startsWith("{\"type\":\"audio\",\"event\":\"transcription\",\"text\":\"words 1\",\"ts\":");
        FakeSeat.Heard sentence = bench.seat("aa").heard.getFirst();
        assertThat(Duration.between(sentence.at(), bench.time.now())).as("when it began").isEqualTo(Duration.ofMillis(1200));
        assertThat(sentence.span()).isEmpty();
        assertThat(bench.rows("meeting")).contains("not answered: disable_chat_on_snippet true, disable_tts false");
    }

    @Test
    void the_bypass_is_told_once() {
        device.says(START);
        for (int i = 0; i < 3; i++) {
            device.listens("start", "manual").sounds(Bench.VOICE, 10).listens("stop", "manual");
        }
        heard("words 1", "words 2", "words 3");
        assertThat(bench.logged()).filteredOn(line -> line.contains("disable_chat_on_snippet=true, disable_tts=false")).hasSize(1);
    }

    @Test
    void with_chat_the_sentence_is_answered_too_and_the_mode_stays() {
        bench.change(s -> Changed.attending(s, false, false, true, false));
        device.says(START).listens("start", "manual").sounds(Bench.VOICE, 20).listens("stop", "manual");
        heard("words 1");
        device.settle();
        assertThat(bench.turn().utterance.orElseThrow().text()).contains("words 1");
        assertThat(bench.connection("aa").mode()).isEqualTo(ConnectionMode.MEETING);
        device.listens("start", "manual").sounds(Bench.VOICE, 20).listens("stop", "manual");
        heard("words 1", "words 2");
    }

    @Test
    @DisplayName("row 26: with disable_tts an answer in meeting mode is mute, and so is the farewell; recognition goes on")
    void mute() {
        bench.change(s -> Changed.attending(s, true, false, true, false));
        bench.idle(Duration.ofSeconds(60), Duration.ofSeconds(5), true);
        bench.change(s -> Changed.attending(s, true, false, true, false));
        device.says(START).listens("start", "manual").sounds(Bench.VOICE, 20).listens("stop", "manual");
        heard("words 1");
        device.settle();
        assertThat(bench.turn().rules.mute()).isTrue();
        assertThat(bench.ear.asked).hasSize(1);
        device.listens("start", "manual").quiet(182);
        assertThat(device.closings).isNotEmpty();
        assertThat(bench.turns).as("no farewell turn").hasSize(1);
    }

    @Test
    @DisplayName("row 26: outside of a meeting, or with disable_tts false, nothing is mute")
    void spoken() {
        bench.change(s -> Changed.attending(s, true, true, true, false));
        device.listens("start", "manual").sounds(Bench.VOICE, 20).listens("stop", "manual");
        assertThat(bench.turn().rules.mute()).isFalse();
        bench.change(s -> Changed.attending(s, false, false, true, false));
        device.says(START).listens("start", "manual").sounds(Bench.VOICE, 20).listens("stop", "manual");
        heard("words 1");
        device.settle();
        assertThat(bench.turns).hasSize(2);
        assertThat(bench.turn().rules.mute()).isFalse();
    }

    @Test
    void sentences_wait_for_the_recogniser_in_order_and_none_is_cancelled_by_the_next() {
        bench.ear.held = true;
        device.says(START);
        for (int i = 0; i < 3; i++) {
            device.listens("start", "manual").sounds(Bench.VOICE, 20).listens("stop", "manual");
        }
        assertThat(bench.seat("aa").attendee.soundWaiting()).isEqualTo(Duration.ofMillis(3600));
        for (int i = 0; i < 3; i++) {
            int number = i;
            await().until(() -> bench.ear.answers.size() == number + 1);
            assertThat(bench.ear.answers.getLast()).isNotDone();
            bench.ear.answers.getLast().complete(new Transcript("sentence " + number, 1));
        }
        heard("sentence 0", "sentence 1", "sentence 2");
        await().until(() -> bench.seat("aa").attendee.soundWaiting().isZero());
    }

    @Test
    void a_device_that_streams_and_never_says_stop_is_heard_sentence_by_sentence() {
        device.says(START).sounds(Bench.SILENCE, 5);
        device.sounds(Bench.VOICE, 30).sounds(Bench.SILENCE, 60);
        for (int i = 0; i < 3; i++) {
            device.sounds(Bench.VOICE, 30).sounds(Bench.SILENCE, 20);
        }
        await().until(() -> bench.seat("aa").heard.size() == 4);
    }

    @Test
    void speech_without_a_pause_is_cut_and_every_sample_of_it_is_heard_once() {
        bench.change(s -> Changed.vad(s, new Settings.Vad(s.vad().mode(), s.vad().minSilence(), Duration.ofSeconds(6), s.vad().gateDb(), s.vad().bargeIn())));
        bench.change(s -> Changed.attending(s, false, true, false, false));
        Bench.Device other = bench.badge("bb");
        other.says(START).listens("start", "auto").sounds(Bench.VOICE, 250).sounds(Bench.SILENCE, 20);
        await().until(() -> bench.seat("bb").heard.size() >= 3);
        await().until(() -> bench.seat("bb").attendee.soundWaiting().isZero());
        long samples = bench.ear.asked.stream().flatMapToInt(speech -> java.util.stream.IntStream.range(0, speech.pcm().length).map(i -> speech.pcm()[i])).filter(sample -> sample != 0).count();
        assertThat(samples).isEqualTo(250 * 960);
        assertThat(bench.ear.asked).allMatch(speech -> speech.duration().compareTo(Duration.ofMillis(7000)) < 0);
    }

    @Test
    void a_wake_word_in_a_meeting_is_no_interruption_and_what_the_device_understood_itself_counts() {
        device.says(START).listens("start", "manual").sounds(Bench.VOICE, 20);
        device.texts.clear();
        bench.listening(rules -> new Settings.Listening(rules.timeout(), rules.vadFallback(), rules.manualFallback(), rules.sttMessage(), List.of("hello box"), true, rules.exitCommands()));
        device.detects("hello box").detects("a sentence of its own");
        device.sounds(Bench.VOICE, 20).listens("stop", "manual");
        heard("a sentence of its own", "words 1");
        assertThat(bench.ear.asked.getFirst().duration()).isEqualTo(Duration.ofMillis(2400));
        assertThat(bench.turns).isEmpty();
    }

    @Test
    void an_abort_or_a_second_start_loses_nothing_of_what_is_being_said() {
        device.says(START).listens("start", "manual").sounds(Bench.VOICE, 20);
        device.says("{\"type\":\"abort\"}").sounds(Bench.VOICE, 20).listens("start", "manual").sounds(Bench.VOICE, 20).listens("stop", "manual");
        heard("words 1", "words 2", "words 3");
        assertThat(bench.ear.asked).extracting(Speech::duration).containsOnly(Duration.ofMillis(1200));
    }

    // --- failing recognition ---

    @Test
    void what_the_recogniser_cannot_do_is_a_gap_with_a_problem_and_the_next_sentence_is_heard() {
        bench.ear.fails = Optional.of(new IllegalStateException("out of order"));
        device.says(START).listens("start", "manual").sounds(Bench.VOICE, 20).listens("stop", "manual");
        await().until(() -> bench.seat("aa").heard.size() == 1);
        assertThat(bench.seat("aa").heard.getFirst().text()).matches("\\[\\d\\d:\\d\\d:\\d\\d · 1 s · …]");
        assertThat(bench.problems).anySatisfy(problem -> {
            assertThat(problem.code()).isEqualTo(Code.MEETING_UNHEARD);
            assertThat(problem.args()).containsExactly("aa", "1", "out of order");
        });
        assertThat(bench.rows("meeting")).contains("a gap of 1 s: out of order");
        bench.ear.fails = Optional.empty();
        device.listens("start", "manual").sounds(Bench.VOICE, 20).listens("stop", "manual");
        await().until(() -> bench.seat("aa").heard.size() == 2);
        assertThat(bench.seat("aa").heard.getLast().text()).isEqualTo("words 2");
    }

    @Test
    void a_recogniser_that_hangs_is_given_up() {
        bench.ear.held = true;
        device.says(START).listens("start", "manual").sounds(Bench.VOICE, 20).listens("stop", "manual");
        await().until(() -> bench.ear.answers.size() == 1);
        await().until(() -> {
            bench.time.advance(Duration.ofMinutes(1));
            return bench.seat("aa").heard.size() == 1;
        });
        assertThat(bench.rows("meeting")).contains("a gap of 1 s: no answer within 132 s");
        assertThat(bench.ear.answers.getFirst()).isCancelled();
    }

    @Test
    void noise_without_words_is_no_gap() {
        bench.ear.says = Optional.of("");
        device.says(START).listens("start", "manual").sounds(Bench.VOICE, 20).listens("stop", "manual");
        await().until(() -> bench.rows("meeting").contains("no words in 1 s of sound"));
        assertThat(bench.seat("aa").heard).isEmpty();
    }

    // --- the end ---

    @Test
    void a_phrase_ends_the_meeting_and_is_no_part_of_it() {
        bench.ear.says = Optional.of("好，结束会议吧。");
        device.says(START).listens("start", "manual").sounds(Bench.VOICE, 20).listens("stop", "manual");
        await().until(() -> bench.seat("aa").happened.contains("over"));
        assertThat(bench.seat("aa").happened).containsExactly("begin", "finish PHRASE", "over");
    }

    @Test
    void what_is_said_in_one_breath_before_the_phrase_is_part_of_it() {
        bench.ear.says = Optional.of("周五发布。好，结束会议吧。");
        device.says(START).listens("start", "manual").sounds(Bench.VOICE, 20).listens("stop", "manual");
        await().until(() -> bench.seat("aa").happened.contains("over"));
        assertThat(bench.seat("aa").happened).containsExactly("begin", "heard 周五发布。", "finish PHRASE", "over");
    }

    @Test
    void a_sentence_that_mentions_the_phrase_is_a_sentence() {
        bench.ear.says = Optional.of("他们想提前结束会议");
        device.says(START).listens("start", "manual").sounds(Bench.VOICE, 20).listens("stop", "manual");
        heard("他们想提前结束会议");
    }

    @Test
    void what_is_being_said_when_it_is_finalized_belongs_to_the_meeting_and_what_comes_after_does_not() {
        bench.ear.held = true;
        device.says(START).listens("start", "manual").sounds(Bench.VOICE, 20).says(FINALIZE).sounds(Bench.VOICE, 20).listens("stop", "manual");
        FakeSeat seat = bench.seat("aa");
        assertThat(seat.lastWords).isNotDone();
        assertThat(seat.attendee.soundWaiting()).isEqualTo(Duration.ofMillis(1200));
        await().until(() -> bench.ear.answers.size() == 1);
        bench.ear.answers.getFirst().complete(new Transcript("the very last word", 1));
        await().until(() -> seat.happened.contains("over"));
        assertThat(seat.happened).containsExactly("begin", "finish MESSAGE", "heard the very last word", "over");
        await().until(() -> bench.ear.closed.size() == 1);
        assertThat(bench.ear.asked).hasSize(1);
        assertThat(bench.turns).isEmpty();
    }

    @Test
    void after_it_the_device_is_answered_again() {
        device.says(START).says(FINALIZE);
        await().until(() -> bench.seat("aa").happened.contains("over"));
        device.settle().listens("start", "auto").sounds(Bench.VOICE, 20).sounds(Bench.SILENCE, 14);
        assertThat(bench.turns).hasSize(1);
    }

    @Test
    void a_second_meeting_waits_for_the_last_words_of_the_first_and_has_an_ear_of_its_own() {
        bench.ear.held = true;
        FakeSeat seat = bench.seat("aa");
        device.says(START).listens("start", "manual").sounds(Bench.VOICE, 20).says(FINALIZE).says(START).says(SNIPPET);
        device.listens("start", "manual").sounds(Bench.VOICE, 10).listens("stop", "manual");
        await().until(() -> bench.ear.answers.size() == 2);
        bench.ear.answers.get(1).complete(new Transcript("of the second", 1));
        device.settle();
        assertThat(seat.happened).containsExactly("begin", "finish MESSAGE");
        bench.ear.answers.getFirst().complete(new Transcript("of the first", 1));
        await().untilAsserted(() -> assertThat(seat.happened).containsSubsequence("heard of the first", "begin", "snippets 1", "heard of the second").containsOnlyOnce("over"));
        assertThat(seat.happened.indexOf("heard of the first")).isLessThan(seat.happened.lastIndexOf("begin"));
        assertThat(bench.connection("aa").mode()).isEqualTo(ConnectionMode.MEETING);
    }

    @Test
    void a_device_that_vanishes_in_the_middle_of_a_sentence_has_said_it() {
        bench.ear.held = true;
        device.says(START).listens("start", "manual").sounds(Bench.VOICE, 20);
        device.hangsUp();
        assertThat(bench.seat("aa").happened).doesNotContain("leave");
        await().until(() -> bench.ear.answers.size() == 1);
        bench.ear.answers.getFirst().complete(new Transcript("cut off", 1));
        await().until(() -> bench.seat("aa").happened.contains("leave"));
        assertThat(bench.seat("aa").happened).containsExactly("begin", "heard cut off", "leave");
        await().until(() -> bench.ear.closed.size() == 1);
    }

    @Test
    void who_never_met_leaves_the_seat_all_the_same() {
        device.hangsUp();
        assertThat(bench.seat("aa").happened).containsExactly("leave");
    }

    // --- kept audio ---

    @Test
    void where_sound_is_kept_each_sentence_knows_where_it_stands_and_can_be_heard_again() {
        bench.change(s -> Changed.attending(s, false, true, true, true));
        device.says(START).sounds(Bench.SILENCE, 10).listens("start", "manual").sounds(Bench.VOICE, 20).listens("stop", "manual");
        heard("words 1");
        Span span = bench.seat("aa").heard.getFirst().span().orElseThrow();
        assertThat(span).isEqualTo(new Span(Duration.ofMillis(600), Duration.ofMillis(1200)));
        Speech again = bench.sounds.read(bench.seat("aa").meeting().orElseThrow(), "aa", span).orTimeout(10, TimeUnit.SECONDS).join().orElseThrow();
        assertThat(again.pcm()).isEqualTo(bench.ear.asked.getFirst().pcm());
        assertThat(bench.rows("meeting")).contains("its sound is being kept");
    }

    @Test
    void a_speech_that_is_cut_stands_piece_behind_piece_in_the_kept_sound() {
        bench.change(s -> Changed.attending(s, false, true, true, true));
        bench.change(s -> Changed.vad(s, new Settings.Vad(s.vad().mode(), s.vad().minSilence(), Duration.ofSeconds(6), s.vad().gateDb(), s.vad().bargeIn())));
        Bench.Device other = bench.badge("bb");
        other.says(START).listens("start", "auto").sounds(Bench.VOICE, 250).sounds(Bench.SILENCE, 20);
        await().until(() -> bench.seat("bb").heard.size() >= 3 && bench.seat("bb").attendee.soundWaiting().isZero());
        Duration at = Duration.ZERO;
        for (int i = 0; i < bench.seat("bb").heard.size(); i++) {
            Span span = bench.seat("bb").heard.get(i).span().orElseThrow();
            assertThat(span).as("piece " + i).isEqualTo(new Span(at, bench.ear.asked.get(i).duration()));
            assertThat(bench.sounds.read(bench.seat("bb").meeting().orElseThrow(), "bb", span).orTimeout(10, TimeUnit.SECONDS).join().orElseThrow().pcm())
                .isEqualTo(bench.ear.asked.get(i).pcm());
            at = at.plus(span.length());
        }
    }

    @Test
    void without_the_wish_no_sound_is_kept() {
        device.says(START).listens("start", "manual").sounds(Bench.VOICE, 20).listens("stop", "manual");
        heard("words 1");
        assertThat(bench.sounds.read(bench.seat("aa").meeting().orElseThrow(), "aa", new Span(Duration.ZERO, Duration.ofSeconds(1))).join()).isEmpty();
    }

    private void heard(String... texts) {
        await().untilAsserted(() -> assertThat(bench.seat("aa").heard).extracting(FakeSeat.Heard::text).containsExactly(texts));
    }
}
