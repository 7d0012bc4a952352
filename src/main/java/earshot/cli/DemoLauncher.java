package earshot.cli;

import module java.base;

import earshot.audio.OpusCodecs;
import earshot.cli.DemoReport.Step;
import earshot.engine.ActiveComponents;
import earshot.engine.Engine;
import earshot.engine.EngineOptions;
import earshot.simulator.SampleSentence;
import earshot.time.Time;
import earshot.watch.WatchSubscription;

/// Starts engine and console, runs the demo, and closes both.
///
/// @param options how to start the engine; read once, when the demo runs
/// @param screens opens the console
/// @param sentence what the test device says, and what is expected to be recognized
public record DemoLauncher(Time time, Supplier<EngineOptions> options, ConsoleHandle.Opener screens, Supplier<SampleSentence> sentence)
        implements Supplier<DemoReport> {
    /// Runs the demo; blocks the calling thread.
    @Override
    public DemoReport get() {
        SampleSentence spoken = sentence.get();
        EngineOptions start = options.get();
        long begun = time.nanos();
        try (Engine engine = Engine.start(start); WatchSubscription _ = LogConfigurator.follow(engine.model().settings())) {
            long serving = time.nanos();
            try (ConsoleHandle consoleHandle = screens.open(engine.model(), engine::send, start.home().path())) {
                List<Step> starts = List.of(
                    new Step("start of the engine to serving", Duration.ofNanos(serving - begun)),
                    new Step("serving to the window on the screen", Duration.ofNanos(time.nanos() - serving)));
                DemoRun.Outcome outcome = new DemoRun(time, OpusCodecs.best(), engine.model(), consoleHandle, spoken).run();
                return new DemoReport(outcome, DemoVerdict.of(outcome.evidence()), starts, names(engine.model().activeComponents().get()));
            }
        }
    }

    private static Map<String, String> names(ActiveComponents activeComponents) {
        return Map.of("recogniser", activeComponents.recognizer(), "voice", activeComponents.voice(), "assistant", activeComponents.assistant(),
            "codec", activeComponents.codec(), "detector", activeComponents.detector());
    }
}
