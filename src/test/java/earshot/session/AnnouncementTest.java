package earshot.session;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.id.DeviceId;
import earshot.turn.TurnFacts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// When a connection says what the server has to say by itself.
class AnnouncementTest {
    private static final DeviceId ID = new DeviceId("aa");
    private static final String MEETING = "{\"type\":\"mode\",\"state\":\"start\",\"mode\":\"meeting\"}";
    private static final String MEETING_OVER = "{\"type\":\"mode\",\"state\":\"end\",\"mode\":\"meeting\"}";

    private final SessionFixture sessionFixture = new SessionFixture();
    private final List<Integer> ended = new CopyOnWriteArrayList<>();
    private volatile boolean due = true;
    private SessionFixture.DeviceFake device;

    @BeforeEach
    void connect() {
        sessionFixture.announcements = _ -> due ? Optional.of(new Announcement() {
            @Override
            public List<String> sentences() {
                return List.of("Drink.", "Eat.");
            }

            @Override
            public void ended(int begun) {
                ended.add(begun);
                due = begun < 2;
            }
        }) : Optional.empty();
        device = sessionFixture.connect(ID);
    }

    @AfterEach
    void close() {
        sessionFixture.close();
    }

    @Test
    void nothingIsSaidBeforeTheFirstListenAndTheOneWhoListensIsWaitedFor() {
        device.advance(Duration.ofMinutes(1));
        assertThat(sessionFixture.turns).as("firmware refuses it").isEmpty();
        device.listens("start", "auto");
        device.advance(AnnouncementSpeaker.QUIET.minusMillis(100));
        assertThat(sessionFixture.turns).as("a person is about to speak").isEmpty();
        device.advance(Duration.ofMillis(100));
        assertThat(sessionFixture.turn().said).contains("Drink. Eat.");
        sessionFixture.turn().over(TurnFacts.Outcome.DONE);
        device.advance(Duration.ofMinutes(1));
        assertThat(ended).as("once").containsExactly(2);
        assertThat(sessionFixture.turns).hasSize(1);
    }

    @Test
    void itComesAfterTheAnswerAndSurvivesTheListenStartThatFollowsIt() {
        device.detects("hello");
        sessionFixture.turn().start();
        sessionFixture.turn().stop();
        device.settle();
        assertThat(sessionFixture.turns).as("the answer has not ended").hasSize(1);
        sessionFixture.turn().over(TurnFacts.Outcome.DONE);
        device.settle();
        assertThat(sessionFixture.turn().said).contains("Drink. Eat.");
        device.listens("start", "auto");
        assertThat(sessionFixture.turn().aborted).isFalse();
    }

    @Test
    void whatWasCutOffIsSaidLaterAndWhatNobodyHearsIsNotTriedForEver() {
        device.listens("start", "auto");
        device.advance(AnnouncementSpeaker.QUIET);
        for (int i = 1; i <= AnnouncementSpeaker.MAX_UNHEARD; i++) {
            assertThat(sessionFixture.turns).hasSize(i);
            sessionFixture.turn().over(TurnFacts.Outcome.FAILED);
            device.settle().advance(AnnouncementSpeaker.BACKOFF.multipliedBy(1L << (i - 1)).minusSeconds(1));
            assertThat(sessionFixture.turns).as("each waits longer than the one before").hasSize(i);
            device.advance(Duration.ofSeconds(1));
        }
        device.advance(Duration.ofMinutes(1));
        assertThat(ended).containsExactly(0, 0, 0);
        assertThat(sessionFixture.turns).hasSize(AnnouncementSpeaker.MAX_UNHEARD);
        assertThat(sessionFixture.sessions.announce(ID)).as("a voice that was away for a while, and a device that stays connected for days").isTrue();
        device.settle();
        assertThat(sessionFixture.turns).hasSize(AnnouncementSpeaker.MAX_UNHEARD + 1);
        sessionFixture.turn().over(TurnFacts.Outcome.DONE);
        device.settle();
        assertThat(ended).containsExactly(0, 0, 0, 2);
    }

    @Test
    void whatAConnectionWasSayingWhenItEndedIsSaidOnceMoreByTheNext() {
        device.listens("start", "auto").advance(AnnouncementSpeaker.QUIET);
        sessionFixture.turn().start();
        device.hangsUp();
        assertThat(ended).as("nobody knows what was heard").isEmpty();
        device = sessionFixture.connect(ID);
        device.listens("start", "auto").advance(AnnouncementSpeaker.QUIET);
        assertThat(sessionFixture.turns).hasSize(2);
        sessionFixture.turn().over(TurnFacts.Outcome.DONE);
        device.settle().advance(Duration.ofMinutes(1));
        assertThat(ended).containsExactly(2);
        assertThat(sessionFixture.turns).as("not again").hasSize(2);
    }

    @Test
    void aMeetingIsNotDisturbed() {
        due = false;
        device.listens("start", "auto").says(MEETING);
        due = true;
        assertThat(sessionFixture.sessions.announce(ID)).isTrue();
        device.quiet(10);
        assertThat(sessionFixture.turns).isEmpty();
        device.says(MEETING_OVER).advance(AnnouncementSpeaker.QUIET);
        assertThat(sessionFixture.turn().said).contains("Drink. Eat.");
    }

    @Test
    void aDeviceThatIsAwayHasNoConnectionToSayIt() {
        device.hangsUp();
        assertThat(sessionFixture.sessions.announce(ID)).isFalse();
    }
}
