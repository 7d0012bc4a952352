package earshot.engine;

import module java.base;

import earshot.api.ApiAccess;
import earshot.audio.PcmAudio;
import earshot.device.DeviceRegistry;
import earshot.engine.Operation.Outcome;
import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.llm.LanguageModel;
import earshot.meeting.MeetingCommand;
import earshot.meeting.MeetingModel;
import earshot.meeting.MeetingOutputs;
import earshot.meeting.MeetingSentence;
import earshot.meeting.MeetingSharingSettings;
import earshot.meeting.MeetingStore;
import earshot.meeting.MeetingTranscript;
import earshot.meeting.SummarySettings;
import earshot.meeting.archive.MeetingArchive;
import earshot.meeting.export.MeetingExporter;
import earshot.meeting.http.MeetingActions;
import earshot.meeting.http.MeetingHttpApi;
import earshot.meeting.live.MeetingDependencies;
import earshot.meeting.live.MeetingManager;
import earshot.meeting.recording.RecordingStore;
import earshot.meeting.store.ArchiveStateStore;
import earshot.meeting.store.DatabaseMeetingStore;
import earshot.meeting.summary.Summarizer;
import earshot.meeting.transcription.MeetingTranscribers;
import earshot.meeting.webhook.WebhookSender;
import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemSubject;
import earshot.server.HttpRoute;
import earshot.session.MeetingServices;
import earshot.store.Database;
import earshot.store.Durability;
import earshot.store.PrivateFiles;

/// Assembles the components of meetings: recognition, live state, summaries, archive, audio storage and export. Without a database,
/// meetings still run, but storing them fails with a problem.
final class MeetingAssembly implements AutoCloseable {
    /// When the program stops, the last speech may take this long to be recognized.
    private static final Duration FINAL_RECOGNITION_LIMIT = Duration.ofSeconds(5);

    private final DeviceRegistry devices;
    private final Optional<Database> database;
    private final RecordingStore sounds;
    private final MeetingTranscribers transcribers;
    private final Optional<MeetingArchive> archive;
    /// Who may ask over HTTP.
    final ApiAccess api;
    /// Of the archive.
    final List<HttpRoute> httpRoutes;
    private final MeetingManager meetings;
    private final TranscriptionQueue transcriptions = new TranscriptionQueue();
    private final RecordingImporter importer;
    private final MeetingRetranscriber retranscriber;

    /// @param model for meetings; looked up at each summary
    MeetingAssembly(CoreServices core, Optional<Database> database, DeviceRegistry devices, SpeechAssembly speech, Supplier<Optional<LanguageModel>> model,
        OperationRunner operations) {
        this.devices = devices;
        this.database = database;
        MeetingStore store = database.<MeetingStore>map(DatabaseMeetingStore::new).orElseGet(MeetingStore::none);
        sounds = new RecordingStore(core.home().meetingSounds(), speech.codec, speech.pool, core.problems());
        transcribers = new MeetingTranscribers(core.time(), speech::meetingRecognizer, speech.hallucinations);
        archive = database.map(open -> {
            ArchiveStateStore states = new ArchiveStateStore(open);
            WebhookSender sender = new WebhookSender(store, states, () -> core.settings().of(MeetingSharingSettings.SECTION).webhook(), speech.http,
                core.problems(), RandomGenerator.getDefault(), core.time(),
                delivery -> refresh(delivery.meeting()));
            return new MeetingArchive(core.home(), store, states, sender, core.problems(), core.time());
        });
        api = new ApiAccess(() -> apiRules(core.settings().of(MeetingSharingSettings.SECTION)),
            token -> core.configuration().isGenerated(MeetingSharingSettings.API_TOKEN, token), core.time());
        httpRoutes = archive.<HttpRoute>map(files -> new MeetingHttpApi(files, api, core.time(), new HttpActions(operations))).stream().toList();
        meetings = new MeetingManager(new MeetingDependencies(core.time(), core.configuration().settings(), store,
            new Summarizer(core.time(), () -> core.settings().of(SummarySettings.SECTION), model, core.logText(), core.problems()), new Outputs(),
            core.timeline(), core.problems()));
        importer = new RecordingImporter(core, speech, meetings, sounds, transcriptions);
        retranscriber = new MeetingRetranscriber(core, speech, meetings, sounds, transcriptions);
        archive.ifPresent(MeetingArchive::start);
    }

    private static ApiAccess.Rules apiRules(MeetingSharingSettings now) {
        return new ApiAccess.Rules(now.apiToken(), now.apiRateLimit());
    }

    /// What programs ask for over HTTP.
    private final class HttpActions implements MeetingActions {
        private final OperationRunner operations;

        HttpActions(OperationRunner operations) {
            this.operations = operations;
        }

        @Override
        public CompletableFuture<Optional<MeetingId>> perform(MeetingCommand act) {
            return meetings.perform(act);
        }

        @Override
        public CompletableFuture<Optional<MeetingId>> transcribe(MeetingId meeting, Optional<String> recognizer) {
            Command.Retranscribe request = new Command.Retranscribe(meeting, recognizer.orElseGet(retranscriber::selected));
            try {
                retranscriber.require(request);
            } catch (ProblemException e) {
                return CompletableFuture.failedFuture(e);
            }
            run(operations, request);
            return CompletableFuture.completedFuture(Optional.of(meeting));
        }
    }

    MeetingModel model() {
        return meetings;
    }

    /// What connections need to take part in meetings.
    MeetingServices services() {
        return new MeetingServices(meetings::participation, transcribers, sounds::open);
    }

    /// Performs a command; only what may take long is listed.
    Operation run(OperationRunner operations, MeetingCommand act) {
        return switch (act) {
            case MeetingCommand.Finish _, MeetingCommand.Join _, MeetingCommand.Resummarize _, MeetingCommand.ResendWebhook _,
                MeetingCommand.Export _, MeetingCommand.DeleteRecordings _ ->
                operations.inBackground(OperationKind.MEETING, _ -> perform(act));
            case MeetingCommand.Start _, MeetingCommand.Continue _, MeetingCommand.AddDevice _, MeetingCommand.Separate _, MeetingCommand.KeepGoing _,
                MeetingCommand.Rename _, MeetingCommand.NameSpeaker _, MeetingCommand.EditSentence _, MeetingCommand.AddBookmark _,
                MeetingCommand.RemoveBookmark _, MeetingCommand.ShowVersion _, MeetingCommand.DeleteVersion _, MeetingCommand.MoveToTrash _,
                MeetingCommand.Restore _, MeetingCommand.DeletePermanently _ ->
                operations.inBackgroundUnlisted(OperationKind.MEETING, _ -> perform(act));
        };
    }

    /// Imports a recording, listed meanwhile.
    Operation run(OperationRunner operations, Command.ImportRecording recording) {
        return operations.inBackground(OperationKind.IMPORT, operation -> importer.run(operation, recording));
    }

    /// Transcribes a meeting again, listed meanwhile.
    Operation run(OperationRunner operations, Command.Retranscribe meeting) {
        return operations.inBackground(OperationKind.RETRANSCRIBE, operation -> retranscriber.run(operation, meeting));
    }

    /// @throws ProblemException when it fails for a known reason
    private Outcome perform(MeetingCommand act) {
        Optional<MeetingId> meeting = Failures.join(meetings.perform(act));
        String id = meeting.map(MeetingId::value).orElse("");
        return switch (act) {
            case MeetingCommand.Start _, MeetingCommand.Continue _ -> Outcome.Done.of("begun", id);
            case MeetingCommand.Join _ -> Outcome.Done.of("joined", id);
            case MeetingCommand.Separate _ -> Outcome.Done.of("separated", id);
            case MeetingCommand.Finish _, MeetingCommand.Resummarize _ -> Outcome.Done.of("summed", id);
            case MeetingCommand.ResendWebhook _ -> Outcome.Done.of("sent", id);
            case MeetingCommand.Export export -> Outcome.Done.of("saved", export.file());
            case MeetingCommand.DeleteRecordings _ -> Outcome.Done.of("forgotten");
            case MeetingCommand.AddDevice _, MeetingCommand.KeepGoing _, MeetingCommand.Rename _, MeetingCommand.NameSpeaker _,
                MeetingCommand.EditSentence _, MeetingCommand.AddBookmark _, MeetingCommand.RemoveBookmark _, MeetingCommand.ShowVersion _,
                MeetingCommand.DeleteVersion _, MeetingCommand.MoveToTrash _, MeetingCommand.Restore _,
                MeetingCommand.DeletePermanently _ -> Outcome.Done.of("", id);
        };
    }

    /// Waits until everything that meetings have written so far is stored. Returns the number of running meetings.
    int flush() {
        database.ifPresent(open -> Failures.join(open.write(Durability.POWER_CUT, _ -> 0)));
        return runningCount();
    }

    int runningCount() {
        return meetings.running().get().size();
    }

    /// The number of running meetings with at least one participant present.
    int attendedCount() {
        return (int) meetings.running().get().stream().filter(meeting -> !meeting.present().isEmpty()).count();
    }

    /// Call it after the connections and before the database are closed. Waits.
    @Override
    public void close() {
        transcriptions.close();
        transcribers.close(FINAL_RECOGNITION_LIMIT);
        meetings.close();
        archive.ifPresent(MeetingArchive::close);
        sounds.close();
    }

    private void refresh(MeetingId meeting) {
        meetings.refresh(meeting);
    }

    private final class Outputs implements MeetingOutputs {
        @Override
        public void ended(MeetingTranscript meeting) {
            archive.ifPresent(MeetingArchive::changed);
        }

        @Override
        public void changed(MeetingTranscript meeting) {
            archive.ifPresent(MeetingArchive::changed);
        }

        @Override
        public void deleted(MeetingId meeting) {
            archive.ifPresent(files -> files.removed(meeting));
        }

        @Override
        public CompletableFuture<?> resendWebhook(MeetingTranscript meeting) {
            return archive.<CompletableFuture<?>>map(files -> files.resendWebhook(meeting)).orElseGet(() -> CompletableFuture.completedFuture(null));
        }

        @Override
        public CompletableFuture<?> deleteRecordings(Optional<MeetingId> meeting) {
            return sounds.delete(meeting).exceptionallyCompose(
                failure -> CompletableFuture.failedFuture(new ProblemException(Problem.of(ProblemCode.STORE_FAILED, Failures.argument(failure)))));
        }

        @Override
        public CompletableFuture<Optional<PcmAudio>> recording(MeetingId meeting, MeetingSentence meetingSentence) {
            return meetingSentence.recordingSpan().map(span -> sounds.read(meeting, meetingSentence.device(), span))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
        }

        @Override
        public CompletableFuture<Map<DeviceId, Duration>> joinRecordings(MeetingId into, MeetingId first, MeetingId second, List<DeviceId> devices) {
            return sounds.join(into, List.of(first, second), devices).exceptionallyCompose(
                failure -> CompletableFuture.failedFuture(new ProblemException(Problem.of(ProblemCode.STORE_FAILED, Failures.argument(failure)))));
        }

        @Override
        public CompletableFuture<?> export(MeetingTranscript meeting, MeetingCommand.Export export) {
            return CompletableFuture.runAsync(() -> {
                try {
                    PrivateFiles.write(export.file(), exporter(export.language()).file(meeting, export.format(), export.windows()));
                } catch (IOException e) {
                    String file = export.file().toString();
                    throw new ProblemException(Problem.of(ProblemCode.MEETING_EXPORT_FAILED, new ProblemSubject.File(file), file, Failures.argument(e)), e);
                }
            }, task -> Thread.ofVirtual().name("meeting-save").start(task));
        }

        @Override
        public String preview(MeetingTranscript meeting, MeetingCommand.Format format, Locale language) {
            return exporter(language).preview(meeting, format);
        }

        private MeetingExporter exporter(Locale language) {
            return new MeetingExporter(language, ZoneId.systemDefault(), id -> devices.find(id).map(device -> device.facts().get().name()).orElse(id.value()));
        }
    }
}
