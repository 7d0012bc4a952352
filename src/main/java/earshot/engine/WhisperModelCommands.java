package earshot.engine;

import module java.base;

import earshot.asr.WhisperModel;
import earshot.asr.WhisperModelFile;
import earshot.asr.WhisperSettings;
import earshot.engine.Operation.Outcome;
import earshot.engine.WhisperModelStatus.DownloadState;
import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemReason;
import earshot.remote.FileDownload;
import earshot.remote.HttpCall;
import earshot.remote.ProviderAddress;
import earshot.remote.SharedHttpClient;
import earshot.watch.MutableWatch;
import earshot.watch.Watch;
import java.net.http.HttpResponse;

/// Performs the commands about the model files of Whisper, and knows which of them are here. Their failures go into the outcome only. Thread-safe.
final class WhisperModelCommands {
    private static final Duration REPORT = Duration.ofMillis(100);
    private static final int STEPS = 100;
    private static final Duration CHECKSUM_LIMIT = Duration.ofSeconds(10);
    private static final Pattern CHECKSUM = Pattern.compile("([0-9A-Fa-f]{64})(\\s.*)?", Pattern.DOTALL);
    private static final int CHECKSUM_FILE_BYTES = 1_000;

    private final OperationRunner operations;
    private final CoreServices core;
    private final SharedHttpClient http;
    private final Path directory;
    private final Map<WhisperModel, RunningOperation> fetching = new EnumMap<>(WhisperModel.class);
    private final MutableWatch<List<WhisperModelStatus>> models = new MutableWatch<>(List.of());

    WhisperModelCommands(OperationRunner operations, CoreServices core, SharedHttpClient http) {
        this.operations = operations;
        this.core = core;
        this.http = http;
        directory = SpeechAssembly.whisperModels(core.home());
        models.set(Arrays.stream(WhisperModel.values()).map(this::onDisk).toList());
    }

    /// All offered models, the smallest first.
    Watch<List<WhisperModelStatus>> models() {
        return models;
    }

    Operation run(Command.WhisperModelCommand command) {
        return switch (command) {
            case Command.FetchWhisperModel(WhisperModel model) -> fetch(model);
            case Command.StopFetchingWhisperModel(WhisperModel model) -> operations.onEngineThread(OperationKind.FETCH, () -> stop(model));
            case Command.RemoveWhisperModel(WhisperModel model) -> operations.inBackground(OperationKind.FETCH, _ -> remove(model));
            case Command.CheckWhisperModelFile(Path file) -> operations.inBackground(OperationKind.CHECK, _ -> check(file));
        };
    }

    private synchronized Operation fetch(WhisperModel model) {
        Optional<RunningOperation> running = Optional.ofNullable(fetching.get(model));
        return running.isPresent() ? running.get() : operations.inBackground(OperationKind.FETCH, operation -> fetch(model, operation));
    }

    private Outcome fetch(WhisperModel model, RunningOperation operation) {
        synchronized (this) {
            if (fetching.putIfAbsent(model, operation) != null) {
                return new Outcome.Cancelled();
            }
        }
        show(new WhisperModelStatus(model, DownloadState.FETCHING, onDisk(model).here(), model.bytes()));
        try {
            FileDownload download = new FileDownload(http, request(model), progress(model, operation));
            operation.whenCancelled().thenRun(download::close);
            CompletableFuture.runAsync(download::run, work -> Thread.ofPlatform().daemon().name("download").start(work)).join();
            WhisperModelFile.check(file(model));
            return Outcome.Done.of("fetched", model.title());
        } catch (IOException e) {
            remove(model);
            return new Outcome.Failed(Problem.of(ProblemCode.RECOGNIZER_MODEL_UNUSABLE, file(model), Failures.argument(e)));
        } catch (CompletionException | ProblemException e) {
            return Failures.cause(e) instanceof CancellationException ? new Outcome.Cancelled()
                : new Outcome.Failed(Failures.problem(e, ProblemCode.UNEXPECTED));
        } finally {
            synchronized (this) {
                fetching.remove(model);
            }
            show(onDisk(model));
        }
    }

    private FileDownload.ProgressListener progress(WhisperModel model, RunningOperation operation) {
        AtomicLong next = new AtomicLong(core.time().nanos());
        AtomicLong told = new AtomicLong();
        return (done, total) -> {
            long whole = total > 0 ? total : model.bytes();
            // not by time alone: what came last before a pause counts, too
            if (core.time().nanos() - next.get() >= 0 || Math.abs(done - told.get()) >= whole / STEPS) {
                next.set(core.time().nanos() + REPORT.toNanos());
                told.set(done);
                operation.reportProgress("fetching", Math.clamp((double) done / whole, 0, 1), model.title());
                show(new WhisperModelStatus(model, DownloadState.FETCHING, done, whole));
            }
        };
    }

    /// The file at the address in force. A mirror may say in a file beside it which checksum it has: it may hold another model of the same name.
    private FileDownload.Request request(WhisperModel model) {
        String base = core.settings().of(WhisperSettings.SECTION).strip().replaceFirst("/+$", "");
        URI address = ProviderAddress.parseAsWritten(base + "/" + model.fileName()).orElseThrow(
            () -> new ProblemException(Problem.of(ProblemCode.DOWNLOAD_FAILED, model.fileName(), base, ProblemReason.NO_HTTP_ADDRESS.with(base), 0)));
        Optional<String> beside = base.equals(WhisperSettings.USUAL_URL) ? Optional.empty() : checksumBeside(address);
        return beside.isPresent() ? new FileDownload.Request(address, file(model), OptionalLong.empty(), beside)
            : new FileDownload.Request(address, file(model), OptionalLong.of(model.bytes()), Optional.of(model.sha256()));
    }

    private Optional<String> checksumBeside(URI address) {
        try (HttpCall call = new HttpCall(http, SharedHttpClient.request(URI.create(address + ".sha256")).build(), CHECKSUM_LIMIT)) {
            HttpResponse<InputStream> response = call.await(call::response);
            String text = response.statusCode() == 200
                ? new String(call.await(() -> response.body().readNBytes(CHECKSUM_FILE_BYTES)), StandardCharsets.US_ASCII).strip()
                : "";
            Matcher found = CHECKSUM.matcher(text);
            return found.matches() ? Optional.of(found.group(1)) : Optional.empty();
        } catch (IOException | CancellationException _) {
            return Optional.empty();
        }
    }

    private void stop(WhisperModel model) {
        synchronized (this) {
            Optional.ofNullable(fetching.get(model)).ifPresent(RunningOperation::cancel);
        }
    }

    private Outcome remove(WhisperModel model) {
        try {
            Files.deleteIfExists(file(model));
            Files.deleteIfExists(FileDownload.Request.part(file(model)));
        } catch (IOException e) {
            return new Outcome.Failed(Problem.of(ProblemCode.RECOGNIZER_MODEL_UNUSABLE, file(model), Failures.argument(e)));
        }
        show(onDisk(model));
        return Outcome.Done.of("");
    }

    private static Outcome check(Path file) {
        try {
            WhisperModelFile.check(file);
            return Outcome.Done.of("");
        } catch (IOException e) {
            return new Outcome.Failed(Problem.of(ProblemCode.RECOGNIZER_MODEL_UNUSABLE, file, Failures.argument(e)));
        }
    }

    private Path file(WhisperModel model) {
        return WhisperModel.file(model.title(), directory);
    }

    private WhisperModelStatus onDisk(WhisperModel model) {
        long whole = size(file(model));
        long part = size(FileDownload.Request.part(file(model)));
        return whole > 0 ? new WhisperModelStatus(model, DownloadState.PRESENT, whole, whole)
            : new WhisperModelStatus(model, part > 0 ? DownloadState.PARTLY : DownloadState.ABSENT, part, Math.max(part, model.bytes()));
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException _) {
            return 0;
        }
    }

    private void show(WhisperModelStatus now) {
        models.update(all -> all.stream().map(before -> before.model() == now.model() ? now : before).toList());
    }
}
