package earshot.engine;

import module java.base;

import earshot.audio.RecentAudio;
import earshot.audio.SegmentationPreview;
import earshot.operator.Delivery;
import earshot.problem.Problem;
import earshot.remote.ProviderOffer;
import earshot.tool.McpExchange;
import earshot.tool.Tool;
import earshot.watch.Watch;

/// A running or finished command. Thread-safe.
public interface Operation {
    OperationKind kind();

    Watch<Progress> progress();

    /// Requests cancellation; it may come too late. The outcome says so.
    void cancel();

    /// Completes once, never exceptionally.
    CompletableFuture<Outcome> outcome();

    /// @param phase stable key of the console's text, for example `back`
    /// @param args arguments of that text, for example `2` and `3` devices
    /// @param done 0 to 1, empty when unknown
    record Progress(String phase, List<String> args, Optional<Double> done) {}

    sealed interface Outcome {
        /// @param key stable key of the console's text, for example `restart`; blank for no text
        /// @param args arguments of that text, for example `2` devices back and `1` asleep
        /// @param result data that the command asked for, if any
        record Done(String key, List<String> args, Optional<Result> result) implements Outcome {
            /// Settings were saved, but the command line holds for those that the argument names.
            public static final String COVERED = "covered";

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

    /// Data that an operation returns.
    sealed interface Result {
        /// The times from the question to the first token and to the last one.
        ///
        /// @param adapted what the request leaves out or names otherwise, because the provider refused it; empty where it took everything
        record Answered(String model, Duration firstToken, Duration total, String answer, String adapted) implements Result {}

        /// Mono samples at a rate in Hz, and the time until they were there.
        record Synthesized(String voice, short[] samples, int rate, Duration first) implements Result {}

        /// The recognized and the expected text, and the time from the end of the audio to the text.
        record Recognized(String recognizer, String text, String expected, Duration took) implements Result {}

        record LocalServers(List<LocalModelServer> found) implements Result {}

        /// @param sound empty when the device sent nothing
        record DeviceAudio(RecentAudio sound) implements Result {}

        /// @param before with the settings in force
        /// @param after with the settings tried; empty when they are the same
        record SegmentationComparison(SegmentationPreview before, Optional<SegmentationPreview> after) implements Result {}

        record Delivered(Delivery delivery) implements Result {}

        record ModelNames(List<String> names) implements Result {}

        /// @param tools with the schemas as the device wrote them
        /// @param exchanges a page each; where the last one failed, the list ends there
        record ToolsListed(List<Tool> tools, List<McpExchange> exchanges) implements Result {
            public ToolsListed {
                tools = List.copyOf(tools);
                exchanges = List.copyOf(exchanges);
            }
        }

        /// @param pictures files that the answer holds, or that the device uploaded
        record ToolCalled(String tool, McpExchange exchange, List<byte[]> pictures) implements Result {
            public ToolCalled {
                pictures = List.copyOf(pictures);
            }
        }

        /// @param current version of the board now; blank where it did not say
        /// @param bytes of the file
        /// @param room bytes of the partition that it is written to
        record FirmwareFits(String project, String version, String current, long bytes, long room) implements Result {}

        record Rendered(String text) implements Result {}

        /// @param session closed by whoever shows it
        record Session(OpenedSession session) implements Result {}

        /// Models of a recognizer, or voices.
        record Offers(List<ProviderOffer> offers) implements Result {}
    }
}
