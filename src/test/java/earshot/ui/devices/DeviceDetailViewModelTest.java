package earshot.ui.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import module java.base;

import earshot.audio.AudioLevel;
import earshot.audio.StreamStatistics;
import earshot.device.ConnectionMode;
import earshot.device.IdleCountdown;
import earshot.device.IdleCountdown.Layer;
import earshot.device.ListenState;
import earshot.engine.Command;
import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.meeting.LiveMeetingStatus;
import earshot.time.TimeFake;
import earshot.ui.DeviceModelFake;
import earshot.ui.EngineFake;
import earshot.ui.MeetingModelFake;
import earshot.ui.kit.FxPump;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import earshot.wire.Dialect;
import javafx.beans.property.SimpleBooleanProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The selected device. Runs without a toolkit: the test renders frames itself.
class DeviceDetailViewModelTest {
    private final Queue<Runnable> frames = new ArrayDeque<>();
    private final TimeFake time = new TimeFake();
    private final EngineFake engine = new EngineFake(time);
    private final MeetingModelFake meetings = new MeetingModelFake();
    private final DeviceModelFake device = engine.device(new DeviceId("94:01")).connected(Dialect.XIAOZHI, ListenState.LISTENING, false, ConnectionMode.MEETING,
        "listen start");
    private final AtomicInteger sounds = new AtomicInteger();
    private final AtomicInteger strips = new AtomicInteger();
    private DeviceDetailViewModel model;

    @BeforeEach
    void show() {
        engine.meetings = meetings;
        model = new DeviceDetailViewModel(new ViewContext(engine, engine, new FxPump(time, frames::add), time, () -> new Texts(Texts.Language.ENGLISH), _ -> {},
            null, new SimpleBooleanProperty()), device);
        model.start(sounds::incrementAndGet, strips::incrementAndGet);
        render(Duration.ofMillis(100));
    }

    @Test
    @DisplayName("U10: time left to the earlier idle closing, as clock and as share of the limit that applies")
    void countsDown() {
        closesIn(Layer.NO_VOICE, 492, false);
        assertThat(model.countdown().get().left()).isEqualTo("08:12");
        assertThat(model.countdown().get().share()).isCloseTo(492 / 600.0, offset(0.01));
        assertThat(model.countdown().get().soon()).isFalse();
        closesIn(Layer.SILENT, 330, false);
        assertThat(model.countdown().get().share()).as("of 660 s").isCloseTo(0.5, offset(0.01));
    }

    @Test
    @DisplayName("U10: under a minute is soon, unless the clock stands still")
    void isSoon() {
        closesIn(Layer.SILENT, 59, false);
        assertThat(model.countdown().get().soon()).isTrue();
        closesIn(Layer.SILENT, 59, true);
        assertThat(model.countdown().get().soon()).isFalse();
        closesIn(Layer.SILENT, -5, false);
        assertThat(model.countdown().get()).satisfies(over -> assertThat(over.left()).isEqualTo("00:00"), over -> assertThat(over.share()).isZero());
        closesIn(Layer.NO_VOICE, 4_000, false);
        assertThat(model.countdown().get().share()).as("put off beyond the limit").isEqualTo(1);
    }

    @Test
    @DisplayName("U10: the clock runs on although nothing changes, and is gone with the connection")
    void runsOnByItself() {
        closesIn(Layer.NO_VOICE, 100, false);
        time.advance(Duration.ofSeconds(40));
        render(Duration.ofMillis(980));
        assertThat(model.countdown().get().left()).isEqualTo("00:59");
        device.asleep(Duration.ZERO, "device.hangup");
        render(Duration.ofMillis(980));
        assertThat(model.countdown().get()).isEqualTo(DeviceDetailViewModel.Countdown.NONE);
        assertThat(model.facts().get().connection()).isEmpty();
    }

    @Test
    @DisplayName("U21: the running meeting of this device, not that of another")
    void theMeetingItTakesPartIn() {
        meetings.liveMeetingStatus.set(List.of(running(new MeetingId("other"), "94:02"), running(new MeetingId("mine"), "94:01")));
        render(Duration.ofMillis(100));
        assertThat(model.meeting().get()).contains(new MeetingId("mine"));
        meetings.liveMeetingStatus.set(List.of(running(new MeetingId("other"), "94:02")));
        render(Duration.ofMillis(100));
        assertThat(model.meeting().get()).isEmpty();
    }

    @Test
    @DisplayName("U12, U13: sound is painted when there is some and not more often than packets come")
    void soundIsPaintedWhenThereIsSome() {
        int before = sounds.get();
        for (int i = 0; i < 100; i++) {
            device.levelIn.set(new AudioLevel(-20 - i % 7, -10, false));
            render(Duration.ofMillis(4));
        }
        assertThat(sounds.get() - before).isBetween(5, 8);
        int after = sounds.get();
        render(Duration.ofSeconds(2));
        assertThat(sounds.get() - after).as("silence costs nothing").isLessThanOrEqualTo(1);
        device.flowIn.set(new StreamStatistics(16.7, 9, 2, 1, 0, 3));
        render(Duration.ofMillis(600));
        assertThat(model.flowIn().get().late()).isEqualTo(2);
    }

    @Test
    void nothingIsFollowedWhileItIsNotShown() {
        model.stop();
        int painted = strips.get();
        int heard = sounds.get();
        device.levelIn.set(new AudioLevel(-3, -1, true));
        device.turn().asleep(Duration.ZERO, "device.hangup");
        render(Duration.ofSeconds(3));
        assertThat(strips.get()).isEqualTo(painted);
        assertThat(sounds.get()).isEqualTo(heard);
        assertThat(model.facts().get().connection()).isPresent();
        assertThat(model.lastTurn().get()).isEmpty();
        model.start(sounds::incrementAndGet, strips::incrementAndGet);
        render(Duration.ofMillis(100));
        assertThat(model.facts().get().connection()).as("shown again, it has caught up").isEmpty();
        assertThat(model.lastTurn().get()).isPresent();
    }

    @Test
    @DisplayName("U08: the strip of states moves on while the device is here, and rests when it sleeps for long")
    void theStripMovesOn() {
        int before = strips.get();
        render(Duration.ofSeconds(3));
        assertThat(strips.get() - before).isBetween(3, 4);
        device.asleep(Duration.ofMinutes(5), "device.hangup");
        render(Duration.ofSeconds(1));
        int asleep = strips.get();
        render(Duration.ofSeconds(5));
        assertThat(strips.get()).isEqualTo(asleep);
    }

    @Test
    void commandsAreForThisDevice() {
        model.send(Command.Interrupt::new);
        model.send(id -> new Command.KeepOpen(id, Duration.ofMinutes(10)));
        assertThat(engine.sentCommands).containsExactly(new Command.Interrupt(new DeviceId("94:01")),
            new Command.KeepOpen(new DeviceId("94:01"), Duration.ofMinutes(10)));
    }

    private static LiveMeetingStatus running(MeetingId id, String device) {
        return new LiveMeetingStatus(id, List.of(new DeviceId(device)), 0, 0, Optional.empty(), Optional.empty(), Duration.ZERO, Optional.empty());
    }

    private void closesIn(Layer layer, int seconds, boolean suspended) {
        device.idle.set(Optional.of(new IdleCountdown(layer, time.nanos() + Duration.ofSeconds(seconds).plusMillis(300).toNanos(), suspended, false)));
        render(Duration.ofMillis(260));
    }

    private void render(Duration time) {
        for (long i = 0; i < time.toMillis(); i += 20) {
            this.time.advance(Duration.ofMillis(Math.min(20, time.toMillis())));
            for (int n = frames.size(); n > 0; n--) {
                frames.remove().run();
            }
        }
    }
}
