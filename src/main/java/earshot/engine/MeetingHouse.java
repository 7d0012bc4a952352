package earshot.engine;

import earshot.asr.Recognizer;
import earshot.audio.OpusCodec;
import earshot.audio.Speech;
import earshot.compute.ComputePool;
import earshot.config.Settings;
import earshot.device.Devices;
import earshot.engine.Operation.Outcome;
import earshot.event.LogText;
import earshot.event.Timeline;
import earshot.llm.LanguageModel;
import earshot.meeting.MeetingAct;
import earshot.meeting.MeetingBook;
import earshot.meeting.MeetingModel;
import earshot.meeting.Outlets;
import earshot.meeting.Segment;
import earshot.meeting.Transcript;
import earshot.meeting.archive.MeetingArchive;
import earshot.meeting.archive.MeetingTable;
import earshot.meeting.export.Export;
import earshot.meeting.live.MeetingParts;
import earshot.meeting.live.Meetings;
import earshot.meeting.sound.KeptSounds;
import earshot.meeting.summary.Summarizer;
import earshot.meeting.voice.Transcribers;
import earshot.problem.Code;
import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemException;
import earshot.problem.Problems;
import earshot.problem.Subject;
import earshot.provider.Chosen;
import earshot.provider.Web;
import earshot.server.Route;
import earshot.session.MeetingDesk;
import earshot.store.Database;
import earshot.store.Durability;
import earshot.store.Home;
import earshot.time.Time;
import earshot.watch.Watch;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Assembles the components of meetings: recognition, live state, summaries, archive, audio storage and export. Without a database,
/// meetings still run, but storing them fails with a problem.
final class MeetingHouse implements AutoCloseable {
    /// When the program stops, the last speech may take this long to be recognised.
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final Time time;
    private final Devices devices;
    private final Optional<Database> database;
    private final KeptSounds sounds;
    private final Transcribers transcribers;
    private final Optional<MeetingArchive> archive;
    private final Meetings meetings;

    /// The services it depends on.
    ///
    /// @param recognizers opens the recogniser of a connection for one meeting
    /// @param model for meetings; looked up at each summary
    record Needs(Home home, Time time, Watch<Settings> settings, Devices devices, Optional<Database> database, Supplier<Chosen<Recognizer>> recognizers, Supplier<Optional<LanguageModel>> model,
                 Web web, OpusCodec codec, ComputePool pool, Timeline timeline, LogText logText, Problems problems) {}

    MeetingHouse(Needs needs) {
        time = needs.time();
        devices = needs.devices();
        database = needs.database();
        Watch<Settings> settings = needs.settings();
        Optional<MeetingTable> table = database.map(MeetingTable::new);
        MeetingBook book = table.<MeetingBook>map(kept -> kept).orElseGet(MeetingBook::none);
        sounds = new KeptSounds(needs.home().meetingSounds(), needs.codec(), needs.pool(), needs.problems());
        transcribers = new Transcribers(time, needs.recognizers());
        archive = database.map(open -> new MeetingArchive(needs.home(), open, book, () -> settings.get().meetings(), needs.web(), needs.problems(), RandomGenerator.getDefault(), time,
            delivery -> refresh(delivery.meeting())));
        meetings = new Meetings(new MeetingParts(time, settings, book, new Summarizer(time, () -> settings.get().meetings(), needs.model(), needs.logText(), needs.problems()),
            new Ways(), needs.timeline(), needs.logText(), needs.problems()));
        archive.ifPresent(MeetingArchive::start);
    }

    MeetingModel model() {
        return meetings;
    }

    /// What connections need to take part in meetings.
    MeetingDesk desk() {
        return new MeetingDesk(meetings::seat, transcribers, sounds::open);
    }

    /// The HTTP routes of the archive.
    List<Route> pages() {
        return archive.map(MeetingArchive::pages).stream().toList();
    }

    /// Performs an action and waits for it.
    /// @throws ProblemException when it fails for a known reason
    Outcome perform(MeetingAct act) {
        String id = Failures.join(meetings.perform(act));
        return switch (act) {
            case MeetingAct.Start _ -> Outcome.Done.of("begun", id);
            case MeetingAct.Finish _, MeetingAct.SumUpAgain _ -> Outcome.Done.of("summed", id);
            case MeetingAct.SendAgain _ -> Outcome.Done.of("sent", id);
            case MeetingAct.Save wanted -> Outcome.Done.of("saved", wanted.file());
            case MeetingAct.ForgetSounds _ -> Outcome.Done.of("forgotten");
            case MeetingAct.Add _, MeetingAct.Rename _, MeetingAct.NameSpeaker _, MeetingAct.EditSegment _, MeetingAct.Put _, MeetingAct.Unmark _, MeetingAct.Discard _,
                MeetingAct.Restore _, MeetingAct.Erase _ -> Outcome.Done.of("", id);
        };
    }

    /// Waits until everything that meetings have written so far is stored. Returns the number of running meetings.
    int saved() {
        database.ifPresent(open -> Failures.join(open.write(Durability.POWER_CUT, _ -> 0)));
        return running();
    }

    int running() {
        return meetings.running().get().size();
    }

    /// The number of running meetings with at least one participant present.
    int attended() {
        return (int) meetings.running().get().stream().filter(meeting -> !meeting.present().isEmpty()).count();
    }

    /// Call it after the connections and before the database are closed. Waits.
    @Override
    public void close() {
        transcribers.close(LAST_WORDS);
        meetings.close();
        archive.ifPresent(MeetingArchive::close);
        sounds.close();
    }

    private void refresh(String meeting) {
        meetings.refresh(meeting);
    }

    /// Where meetings go.
    private final class Ways implements Outlets {
        @Override
        public void ended(Transcript meeting) {
            archive.ifPresent(MeetingArchive::changed);
        }

        @Override
        public void changed(Transcript meeting) {
            archive.ifPresent(MeetingArchive::changed);
        }

        @Override
        public void erased(String meeting) {
            archive.ifPresent(files -> files.removed(meeting));
        }

        @Override
        public CompletableFuture<?> sendAgain(Transcript meeting) {
            return archive.<CompletableFuture<?>>map(files -> files.sendAgain(meeting)).orElseGet(() -> CompletableFuture.completedFuture(null));
        }

        @Override
        public CompletableFuture<?> forgetSounds(Optional<String> meeting) {
            return sounds.forget(meeting).exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                new ProblemException(Problem.of(Code.STORE_FAILED, String.valueOf((failure.getCause() == null ? failure : failure.getCause()).getMessage())))));
        }

        @Override
        public CompletableFuture<Optional<Speech>> sound(String meeting, Segment segment) {
            return segment.sound().map(span -> sounds.read(meeting, segment.device(), span)).orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
        }

        @Override
        public CompletableFuture<?> save(Transcript meeting, MeetingAct.Save wanted) {
            CompletableFuture<Void> saved = new CompletableFuture<>();
            Thread.ofVirtual().name("meeting-save").start(() -> {
                try {
                    Files.writeString(wanted.file(), written(meeting, wanted.format(), wanted.language()));
                    saved.complete(null);
                } catch (IOException e) {
                    String file = wanted.file().toString();
                    saved.completeExceptionally(new ProblemException(Problem.of(Code.MEETING_UNSAVED, new Subject.File(file), file, e.getMessage()), e));
                } catch (RuntimeException e) {
                    saved.completeExceptionally(e);
                }
            });
            return saved;
        }

        @Override
        public String preview(Transcript meeting, MeetingAct.Format format, Locale language) {
            return written(meeting, format, language);
        }

        private String written(Transcript meeting, MeetingAct.Format format, Locale language) {
            return new Export(language, ZoneId.systemDefault(), id -> devices.find(id).map(device -> device.facts().get().name()).orElse(id)).write(meeting, format);
        }
    }
}
