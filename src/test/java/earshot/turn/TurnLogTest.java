package earshot.turn;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.device.ConnectionMode;
import earshot.device.ListenState;
import earshot.id.DeviceId;
import org.junit.jupiter.api.Test;

class TurnLogTest {
    private static final Instant NOW = Instant.parse("2026-11-22T14:00:00Z");

    private final TurnLog log = new TurnLog();

    @Test
    void an_older_turn_that_is_still_recognized_does_not_replace_a_newer_one() {
        log.turnUpdated(new DeviceId("aa"), turn(NOW.plusSeconds(2), "newer"));
        log.turnUpdated(new DeviceId("aa"), turn(NOW, "older"));
        assertThat(log.lastTurn(new DeviceId("aa")).get().orElseThrow().transcript().text()).isEqualTo("newer");
        assertThat(log.lastTurn(new DeviceId("bb")).get()).isEmpty();
    }

    @Test
    void the_turn_of_the_device_used_the_longest_time_ago_is_forgotten_when_there_are_too_many() {
        for (int i = 0; i <= TurnLog.MAX_DEVICES; i++) {
            log.turnUpdated(new DeviceId("device-" + i), turn(NOW, "hello"));
        }
        assertThat(log.lastTurn(new DeviceId("device-1")).get()).isPresent();
        assertThat(log.lastTurn(new DeviceId("device-0")).get()).isEmpty();
    }

    @Test
    void the_newest_two_hundred_turns_are_kept_and_their_numbers_go_on() {
        for (int i = 1; i <= TurnLog.MAX_TURNS + 5; i++) {
            add(turn(NOW, "turn " + i), 0);
        }
        assertThat(log.rows().get()).hasSize(TurnLog.MAX_TURNS).first().satisfies(row -> assertThat(row.number()).isEqualTo(205));
        assertThat(log.rows().get().getLast().facts().transcript().text()).isEqualTo("turn 6");
    }

    @Test
    void the_newest_twenty_keep_their_sound() {
        for (int i = 0; i < TurnLog.MAX_WITH_AUDIO + 3; i++) {
            add(turn(NOW, "hello"), 100);
        }
        assertThat(log.rows().get().stream().map(row -> row.userAudio().isPresent() && row.answerAudio().isPresent())).startsWith(true).hasSize(23)
            .filteredOn(kept -> kept).hasSize(TurnLog.MAX_WITH_AUDIO);
        assertThat(log.rows().get().get(TurnLog.MAX_WITH_AUDIO - 1).userAudio()).isPresent();
    }

    @Test
    void long_sounds_are_dropped_sooner_and_the_newest_never() {
        int samples = TurnLog.MAX_AUDIO_BYTES / 2 / 2 / 2;
        add(turn(NOW, "one"), samples);
        add(turn(NOW, "two"), samples);
        assertThat(log.rows().get()).allSatisfy(row -> assertThat(row.userAudio()).isPresent());
        add(turn(NOW, "three"), 1);
        assertThat(log.rows().get().stream().map(row -> row.userAudio().isPresent())).containsExactly(true, true, false);
        add(turn(NOW, "four"), 4 * samples);
        assertThat(log.rows().get().stream().map(row -> row.userAudio().isPresent())).containsExactly(true, false, false, false);
        log.forgetAudio();
        assertThat(log.rows().get()).hasSize(4).allSatisfy(row -> assertThat(row.answerAudio()).isEmpty());
    }

    @Test
    void turns_of_many_words_are_forgotten_sooner() {
        String long16 = "x".repeat(20_000);
        for (int i = 0; i < TurnLog.MAX_TURNS; i++) {
            add(new TurnFacts(NOW, new TurnFacts.Transcript(long16, OptionalDouble.empty(), ""),
                new TurnFacts.Answer(long16, Optional.empty(), Optional.empty(), List.of()), TurnFacts.Outcome.DONE, List.of(), Optional.empty()), 0);
        }
        int kept = log.rows().get().size();
        assertThat(kept).isEqualTo(TurnLog.MAX_CHARACTERS / 32_002);
        assertThat(log.rows().get().getFirst().facts().transcript().text()).as("a text is cut").hasSize(16_001).endsWith("…");
    }

    private void add(TurnFacts facts, int samples) {
        Optional<PcmAudio> sound = Optional.of(new PcmAudio(new short[samples], 16_000)).filter(_ -> samples > 0);
        AssistantRequest.DeviceInfo device = new AssistantRequest.DeviceInfo(new DeviceId("aa"), "Kitchen", ListenState.LISTENING, "192.0.2.7", NOW,
            ConnectionMode.DIALOG_ACTIVE);
        log.end(log.begin(device, "echo", "voice", facts), facts, sound, sound);
    }

    private static TurnFacts turn(Instant at, String heard) {
        return new TurnFacts(at, new TurnFacts.Transcript(heard, OptionalDouble.empty(), ""), TurnFacts.Answer.NONE, TurnFacts.Outcome.DONE, List.of(),
            Optional.empty());
    }
}
