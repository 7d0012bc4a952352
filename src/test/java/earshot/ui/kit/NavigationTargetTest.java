package earshot.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.audio.AudioLevel;
import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.problem.ProblemSubject;
import earshot.time.TimeFake;
import earshot.watch.MutableWatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where a problem leads, and how a level meter moves with the frames.
class NavigationTargetTest {
    private final TimeFake time = new TimeFake();
    private final List<Runnable> frames = new ArrayList<>();
    private final FxPump pump = new FxPump(time, frames::add);
    private final MutableWatch<AudioLevel> level = new MutableWatch<>(AudioLevel.SILENCE);
    private final LevelMeterViewModel meter = new LevelMeterViewModel(pump, time, level, LevelMeterViewModel.LIVELY);

    @ParameterizedTest
    @CsvSource({ "LLM.big.base_url, models", "ASR.Fun.host, models", "TTS, models", "VAD.x, models", "llm_by_mode.chat, models", "selected_module.LLM, models",
        "selected_module, models", "assistant, models", "prompt, models",
        "mcpServers.calc, models", "selected_module.Memory, settings", "selected_module.Intent, settings", "server.port, settings", "prompts, settings",
        "LLMX.a, settings", "vad.mode, settings", "meeting.webhook.url, settings" })
    void aSettingLeadsToTheViewThatShowsIt(String key, String view) {
        assertThat(NavigationTarget.of(new ProblemSubject.Setting(key))).contains(NavigationTarget.of(view, key));
    }

    @Test
    void devicesAndMeetingsLeadToTheirViewsAndTheRestNowhere() {
        assertThat(NavigationTarget.of(new ProblemSubject.Device(new DeviceId("aa:bb")))).contains(NavigationTarget.of("devices", "aa:bb"));
        assertThat(NavigationTarget.of(new ProblemSubject.Meeting(new MeetingId("m-1")))).contains(NavigationTarget.of("meetings", "m-1"));
        assertThat(NavigationTarget.of(new ProblemSubject.File("/tmp/x"))).isEmpty();
        assertThat(NavigationTarget.of(ProblemSubject.program())).isEmpty();
    }

    @Test
    void theMeterRisesAtOnceAndFallsFrameByFrame() {
        meter.start();
        frame();
        level.set(new AudioLevel(-18, -6, false));
        pass(40);
        assertThat(meter.displayLevel().get()).isEqualTo(-18);
        assertThat(meter.peak().get()).isEqualTo(-6);
        pass(200);
        assertThat(meter.displayLevel().get()).isBetween(-22.0, -18.5);
        assertThat(meter.peak().get()).as("held").isEqualTo(-6);
        pass(10_000);
        assertThat(meter.displayLevel().get()).isEqualTo(-60);
        assertThat(meter.peak().get()).isEqualTo(-60);
    }

    @Test
    void aSilentMeterAsksForNoFrames() {
        meter.start();
        pass(100);
        assertThat(frames).isEmpty();
        level.set(new AudioLevel(-18, -6, false));
        pass(20_000);
        assertThat(frames).isEmpty();
        assertThat(time.waiting()).isZero();
    }

    @Test
    void clippingIsShownForThreeSeconds() {
        meter.start();
        frame();
        level.set(new AudioLevel(-3, 0, true));
        pass(40);
        assertThat(meter.clipped()).isTrue();
        pass(2_800);
        assertThat(meter.clipped()).isTrue();
        pass(400);
        assertThat(meter.clipped()).isFalse();
    }

    @Test
    void aStoppedMeterStaysAsItIs() {
        meter.start();
        frame();
        level.set(new AudioLevel(-18, -6, false));
        pass(40);
        meter.stop();
        double shown = meter.displayLevel().get();
        level.set(new AudioLevel(-1, -1, false));
        pass(2_000);
        assertThat(meter.displayLevel().get()).isEqualTo(shown);
    }

    /// Lets this time pass, a frame each 20 ms.
    private void pass(long millis) {
        for (long passed = 0; passed < millis; passed += 20) {
            time.advance(Duration.ofMillis(20));
            frame();
        }
    }

    private void frame() {
        List<Runnable> due = List.copyOf(frames);
        frames.clear();
        due.forEach(Runnable::run);
    }
}
