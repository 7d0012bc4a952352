package earshot.engine;

import earshot.audio.Cuts;
import earshot.audio.Recent;
import earshot.problem.Problem;
import earshot.watch.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// Something that takes time. Safe for use from any thread.
public interface Operation {
    /// What it does, for example `restart`.
    String name();

    Instant since();

    Watch<Progress> progress();

    /// Asks it to stop; it may be too late. The outcome tells.
    void cancel();

    /// Completes once, never exceptionally.
    CompletableFuture<Outcome> outcome();

    /// @param phase stable key, for example `back`; the console has the words
    /// @param args what the words are about, in order, for example `2` and `3` devices
    /// @param done 0 to 1, empty when nobody knows
    record Progress(String phase, List<String> args, Optional<Double> done) {}

    sealed interface Outcome {
        /// @param key stable, for example `restart`; the console has the words. Empty when there is nothing to say.
        /// @param args what the words are about, in order, for example `2` devices back and `1` asleep
        /// @param result what was asked for, when that is more than a line
        record Done(String key, List<String> args, Optional<Result> result) implements Outcome {
            public Done(String key, Optional<Result> result) {
                this(key, List.of(), result);
            }

            public static Done of(String key, Object... args) {
                return new Done(key, Stream.of(args).map(String::valueOf).toList(), Optional.empty());
            }
        }

        record Failed(Problem problem) implements Outcome {}

        record Cancelled() implements Outcome {}
    }

    /// What an operation brought.
    sealed interface Result {
        /// @param firstToken from the question to the first word
        /// @param total to the last one
        record Answered(String model, Duration firstToken, Duration total, String answer) implements Result {}

        /// @param samples mono
        /// @param first from the question to the first sound
        record Spoken(String voice, short[] samples, int rate, Duration first) implements Result {}

        /// @param text what was recognised
        /// @param said what was spoken
        /// @param took from the end of the sound to the text
        record Heard(String recognizer, String text, String said, Duration took) implements Result {}

        record Servers(List<LocalServer> found) implements Result {}

        /// @param sound empty when nothing is there
        record Sound(Recent sound) implements Result {}

        /// @param before by the settings in force
        /// @param after by those that are tried; empty when they are the same
        record Cut(Cuts before, Optional<Cuts> after) implements Result {}

        record Names(List<String> names) implements Result {}
    }
}
