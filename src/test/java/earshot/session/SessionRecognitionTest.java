package earshot.session;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.id.DeviceId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A recognizer that streams.
class SessionRecognitionTest {
    private final SessionFixture sessionFixture = new SessionFixture();
    private final SessionFixture.DeviceFake device = sessionFixture.connect(new DeviceId("aa"));

    @BeforeEach
    void stream() {
        sessionFixture.streams = true;
    }

    @AfterEach
    void close() {
        sessionFixture.close();
    }

    @Test
    void hears_what_the_segment_keeps_from_before_the_voice_to_its_end() {
        device.listens("start", "auto").sounds(SessionFixture.SILENCE, 20);
        assertThat(sessionFixture.hearings).as("nothing is opened for a quiet room").isEmpty();
        device.sounds(SessionFixture.VOICE, 10).sounds(SessionFixture.SILENCE, 12);
        assertThat(sessionFixture.hearings).hasSize(1);
        RecognitionStreamFake hearing = sessionFixture.hearings.getFirst();
        assertThat(sessionFixture.turn().turnInput.orElseThrow().recognitionStream()).contains(hearing);
        assertThat(hearing.sound.take()).isEqualTo(sessionFixture.turn().turnInput.orElseThrow().audio().orElseThrow().pcm());
        assertThat(hearing.closed).as("it is the turn's now").isFalse();
    }

    @Test
    void every_segment_has_one_of_its_own() {
        device.listens("start", "auto").sounds(SessionFixture.VOICE, 5).sounds(SessionFixture.SILENCE, 12);
        sessionFixture.turn().start();
        sessionFixture.turn().stop();
        device.settle();
        device.advance(Duration.ofSeconds(1));
        device.listens("start", "auto").sounds(SessionFixture.VOICE, 5).sounds(SessionFixture.SILENCE, 12);
        assertThat(sessionFixture.hearings).hasSize(2);
        assertThat(sessionFixture.turn().turnInput.orElseThrow().recognitionStream()).contains(sessionFixture.hearings.getLast());
    }

    @Test
    void hears_no_more_than_the_longest_turn_of_somebody_who_holds_the_button() {
        device.listens("start", "manual").sounds(SessionFixture.VOICE, 1100).listens("stop", "manual");
        assertThat(sessionFixture.hearings.getFirst().sound.take()).isEqualTo(sessionFixture.turn().turnInput.orElseThrow().audio().orElseThrow().pcm())
            .hasSizeLessThan(1100 * 960);
    }

    @Test
    void a_click_opens_nothing_in_auto_mode() {
        device.listens("start", "auto").sounds(SessionFixture.VOICE, 1).sounds(SessionFixture.SILENCE, 10);
        assertThat(sessionFixture.hearings).isEmpty();
    }

    @Test
    void is_given_up_with_the_segment() {
        device.listens("start", "auto").sounds(SessionFixture.VOICE, 5).says("{\"type\":\"abort\"}");
        assertThat(sessionFixture.hearings).hasSize(1).allMatch(hearing -> hearing.closed);
        device.listens("start", "auto").sounds(SessionFixture.VOICE, 5);
        sessionFixture.sessions.say(new DeviceId("aa"), "never mind");
        device.settle();
        assertThat(sessionFixture.hearings).hasSize(2).allMatch(hearing -> hearing.closed);
        assertThat(sessionFixture.turn().turnInput.orElseThrow().recognitionStream()).isEmpty();
    }

    @Test
    void is_given_up_with_the_connection() {
        device.listens("start", "auto").sounds(SessionFixture.VOICE, 5).hangsUp();
        assertThat(sessionFixture.hearings).hasSize(1).allMatch(hearing -> hearing.closed);
    }

    @Test
    void is_given_up_when_the_turn_cannot_begin() {
        sessionFixture.openingFails(new RejectedExecutionException("too many turns"));
        device.listens("start", "auto").sounds(SessionFixture.VOICE, 5).sounds(SessionFixture.SILENCE, 12);
        assertThat(sessionFixture.hearings).hasSize(1).allMatch(hearing -> hearing.closed);
    }

    @Test
    void what_was_understood_so_far_is_shown_while_the_person_speaks_and_not_after() {
        device.listens("start", "auto").sounds(SessionFixture.VOICE, 5);
        RecognitionStreamFake hearing = sessionFixture.hearings.getFirst();
        hearing.soFar.accept("what");
        hearing.soFar.accept("what time");
        device.settle();
        assertThat(sessionFixture.connection(new DeviceId("aa")).lastEvent()).isEqualTo("\"what time…\"");
        device.sounds(SessionFixture.SILENCE, 12);
        hearing.soFar.accept("what time is it");
        device.settle();
        assertThat(sessionFixture.connection(new DeviceId("aa")).lastEvent()).doesNotContain("is it");
    }
}
