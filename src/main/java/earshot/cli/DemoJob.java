package earshot.cli;

import earshot.audio.Opus;
import earshot.cli.DemoReport.Step;
import earshot.engine.Engine;
import earshot.engine.EngineOptions;
import earshot.engine.Parts;
import earshot.simulator.SampleSentence;
import earshot.time.Time;
import earshot.watch.Pin;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Starts engine and console, runs the demo, and closes both.
public final class DemoJob implements Supplier<DemoReport> {
    private final Time time;
    private final Supplier<EngineOptions> options;
    private final Screen.Opener screens;
    private final Supplier<SampleSentence> sentence;

    /// @param options how to start the engine; read once, when the demo runs
    /// @param screens opens the console
    /// @param sentence what the test device says, and what is expected to be recognised
    public DemoJob(Time time, Supplier<EngineOptions> options, Screen.Opener screens, Supplier<SampleSentence> sentence) {
        this.time = time;
        this.options = options;
        this.screens = screens;
        this.sentence = sentence;
    }

    /// Runs the demo; blocks the calling thread.
    @Override
    public DemoReport get() {
        SampleSentence spoken = sentence.get();
        EngineOptions start = options.get();
        long begun = time.nanos();
        try (Engine engine = Engine.start(start); Pin _ = Logs.follow(engine.model().settings())) {
            long serving = time.nanos();
            try (Screen screen = screens.open(engine.model(), engine::send, start.home().directory())) {
                List<Step> starts = List.of(
                    new Step("start of the engine to serving", Duration.ofNanos(serving - begun)),
                    new Step("serving to the window on the screen", Duration.ofNanos(time.nanos() - serving)));
                Demo.Outcome outcome = new Demo(time, Opus.best(), engine.model(), screen, spoken).run();
                return new DemoReport(outcome, DemoVerdict.of(outcome.evidence()), starts, names(engine.model().parts().get()));
            }
        }
    }

    private static Map<String, String> names(Parts parts) {
        return Map.of("recogniser", parts.recognizer(), "voice", parts.voice(), "assistant", parts.assistant(), "codec", parts.codec(), "detector", parts.detector());
    }
}
