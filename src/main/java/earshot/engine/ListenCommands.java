package earshot.engine;

import module java.base;

import earshot.audio.WavFile;
import earshot.engine.Operation.Outcome;
import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.store.PrivateFiles;
import earshot.tap.LiveMicrophone;
import earshot.tap.MicrophoneTap;
import earshot.tap.SoundListener;
import earshot.tap.TapSettings;
import earshot.tap.TapState;
import earshot.tap.TapStream;
import earshot.watch.WatchSubscription;

/// Performs the commands about what microphones hear now. One sound is heard at a time: a new one ends the one before.
final class ListenCommands {
    private final OperationRunner operations;
    private final LiveMicrophone microphones;
    private final MicrophoneTap tap;
    private final Supplier<TapSettings> settings;
    private final Function<ProblemSink, LiveLoudspeaker> loudspeakers;
    private Optional<Operation> heard = Optional.empty();

    ListenCommands(OperationRunner operations, LiveMicrophone microphones, MicrophoneTap tap, Supplier<TapSettings> settings,
        Function<ProblemSink, LiveLoudspeaker> loudspeakers) {
        this.loudspeakers = loudspeakers;
        this.operations = operations;
        this.microphones = microphones;
        this.tap = tap;
        this.settings = settings;
    }

    Operation run(Command.ListenCommand command) {
        return switch (command) {
            case Command.HearDevice(var device) -> hear(listener -> Optional.of(microphones.listen(device, listener)), Command.HearDevice.HEARD, device);
            case Command.HearTap(InetAddress sender, TapStream.Channel channel) ->
                hear(listener -> stream(sender).map(stream -> stream.listen(channel, listener)), Command.HearTap.HEARD, sender.getHostAddress(), channel);
            case Command.OpenTap _ -> operations.inBackgroundUnlisted(OperationKind.TAP, _ -> {
                tap.open(settings.get().port());
                return Outcome.Done.of("");
            });
            case Command.CloseTap _ -> operations.inBackgroundUnlisted(OperationKind.TAP, _ -> {
                tap.close();
                return Outcome.Done.of("");
            });
            case Command.SaveTap(InetAddress sender, Path file) -> operations.inBackground(OperationKind.TAP,
                _ -> stream(sender).map(stream -> save(stream, file)).orElseGet(Outcome.Cancelled::new));
        };
    }

    synchronized void stop() {
        heard.ifPresent(Operation::cancel);
        heard = Optional.empty();
    }

    private synchronized Operation hear(Function<SoundListener, Optional<WatchSubscription>> source, String phase, Object... args) {
        stop();
        Operation next = operations.inBackground(OperationKind.LISTEN, operation -> {
            operation.reportProgress(phase, 1, args);
            return hear(source, operation.whenCancelled());
        });
        heard = Optional.of(next);
        return next;
    }

    private Outcome hear(Function<SoundListener, Optional<WatchSubscription>> source, CompletableFuture<Void> cancelled) {
        CompletableFuture<Outcome> over = cancelled.thenApply(_ -> new Outcome.Cancelled());
        try (LiveLoudspeaker loudspeaker = loudspeakers.apply(new Failing(over))) {
            Optional<WatchSubscription> hearing = source.apply(loudspeaker);
            Outcome outcome = hearing.isPresent() ? over.join() : new Outcome.Cancelled();
            hearing.ifPresent(WatchSubscription::close);
            return outcome;
        }
    }

    private Optional<TapStream> stream(InetAddress sender) {
        return tap.state().get() instanceof TapState.Open open ? open.streams().stream().filter(stream -> stream.sender().equals(sender)).findFirst()
            : Optional.empty();
    }

    private static Outcome save(TapStream stream, Path file) {
        try {
            PrivateFiles.write(file, WavFile.bytes(stream.kept(), Math.max(1, stream.channels().get()), TapStream.RATE));
            return Outcome.Done.of("tap_saved", file);
        } catch (IOException e) {
            throw new ProblemException(Problem.of(ProblemCode.TAP_UNSAVED, new ProblemSubject.File(file.toString()), file, Failures.argument(e)), e);
        }
    }

    /// What the loudspeaker cannot do ends the operation.
    private record Failing(CompletableFuture<Outcome> over) implements ProblemSink {
        @Override
        public void raise(Problem problem) {
            over.complete(new Outcome.Failed(problem));
        }

        @Override
        public void resolve(ProblemCode code, ProblemSubject subject) {}
    }
}
