package earshot.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A recognizer that streams.
class HearingTest {
    private final Bench bench = new Bench();
    private final Bench.Device device = bench.connect("aa");

    @BeforeEach
    void stream() {
        bench.streams = true;
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void hears_what_the_segment_keeps_from_before_the_voice_to_its_end() {
        device.listens("start", "auto").sounds(Bench.SILENCE, 20);
        assertThat(bench.hearings).as("nothing is opened for a quiet room").isEmpty();
        device.sounds(Bench.VOICE, 10).sounds(Bench.SILENCE, 12);
        assertThat(bench.hearings).hasSize(1);
        FakeHearing hearing = bench.hearings.getFirst();
        assertThat(bench.turn().utterance.orElseThrow().hearing()).contains(hearing);
        assertThat(hearing.sound.take()).isEqualTo(bench.turn().utterance.orElseThrow().sound().orElseThrow().pcm());
        assertThat(hearing.closed).as("it is the turn's now").isFalse();
    }

    @Test
    void every_segment_has_one_of_its_own() {
        device.listens("start", "auto").sounds(Bench.VOICE, 5).sounds(Bench.SILENCE, 12);
        bench.turn().start();
        bench.turn().stop();
        device.settle();
        device.advance(Duration.ofSeconds(1));
        device.listens("start", "auto").sounds(Bench.VOICE, 5).sounds(Bench.SILENCE, 12);
        assertThat(bench.hearings).hasSize(2);
        assertThat(bench.turn().utterance.orElseThrow().hearing()).contains(bench.hearings.getLast());
    }

    @Test
    void hears_no_more_than_the_longest_turn_of_somebody_who_holds_the_button() {
        device.listens("start", "manual").sounds(Bench.VOICE, 1100).listens("stop", "manual");
        assertThat(bench.hearings.getFirst().sound.take()).isEqualTo(bench.turn().utterance.orElseThrow().sound().orElseThrow().pcm()).hasSizeLessThan(1100 * 960);
    }

    @Test
    void a_click_opens_nothing_in_auto_mode() {
        device.listens("start", "auto").sounds(Bench.VOICE, 1).sounds(Bench.SILENCE, 10);
        assertThat(bench.hearings).isEmpty();
    }

    @Test
    void is_given_up_with_the_segment() {
        device.listens("start", "auto").sounds(Bench.VOICE, 5).says("{\"type\":\"abort\"}");
        assertThat(bench.hearings).hasSize(1).allMatch(hearing -> hearing.closed);
        device.listens("start", "auto").sounds(Bench.VOICE, 5);
        bench.sessions.say("aa", "never mind");
        device.settle();
        assertThat(bench.hearings).hasSize(2).allMatch(hearing -> hearing.closed);
        assertThat(bench.turn().utterance.orElseThrow().hearing()).isEmpty();
    }

    @Test
    void is_given_up_with_the_connection() {
        device.listens("start", "auto").sounds(Bench.VOICE, 5).hangsUp();
        assertThat(bench.hearings).hasSize(1).allMatch(hearing -> hearing.closed);
    }

    @Test
    void is_given_up_when_the_turn_cannot_begin() {
        bench.openingFails(new RejectedExecutionException("too many turns"));
        device.listens("start", "auto").sounds(Bench.VOICE, 5).sounds(Bench.SILENCE, 12);
        assertThat(bench.hearings).hasSize(1).allMatch(hearing -> hearing.closed);
    }

    @Test
    void what_was_understood_so_far_is_shown_while_the_person_speaks_and_not_after() {
        device.listens("start", "auto").sounds(Bench.VOICE, 5);
        FakeHearing hearing = bench.hearings.getFirst();
        hearing.soFar.accept("what");
        hearing.soFar.accept("what time");
        device.settle();
        assertThat(bench.connection("aa").lastEvent()).isEqualTo("“what time…");
        device.sounds(Bench.SILENCE, 12);
        hearing.soFar.accept("what time is it");
        device.settle();
        assertThat(bench.connection("aa").lastEvent()).doesNotContain("is it");
    }
}
