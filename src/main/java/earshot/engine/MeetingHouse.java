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
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// The parts of meetings put together: who hears, who writes down, who sums up, who keeps and who tells others. Without a database
/// meetings are held and refused to be kept, in words.
final class MeetingHouse implements AutoCloseable {
    /// What was said last may take so long to become text when the program stops.
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final Time time;
    private final Devices devices;
    private final Optional<Database> database;
    private final KeptSounds sounds;
    private final Transcribers transcribers;
    private final Optional<MeetingArchive> archive;
    private final Meetings meetings;

    /// What it is made of.
    ///
    /// @param recognizers opens the ear of a connection for one meeting
    /// @param model serves meetings; looked up at each summary
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

    /// What connections need.
    MeetingDesk desk() {
        return new MeetingDesk(meetings::seat, transcribers, sounds::open);
    }

    /// What is answered over HTTP.
    List<Route> pages() {
        return archive.map(MeetingArchive::pages).stream().toList();
    }

    /// Does what a person asks for, and waits for it.
    Outcome perform(MeetingAct act) {
        String id = joined(meetings.perform(act));
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

    /// Waits until all that meetings have written so far is kept. Returns how many run.
    int saved() {
        database.ifPresent(open -> joined(open.write(Durability.POWER_CUT, _ -> 0)));
        return running();
    }

    int running() {
        return meetings.running().get().size();
    }

    /// Running meetings in which somebody is present.
    int attended() {
        return (int) meetings.running().get().stream().filter(meeting -> !meeting.present().isEmpty()).count();
    }

    /// Called when the connections are gone and before the database is closed. Waits.
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

    private static <T> T joined(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof ProblemException known ? known : e;
        }
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
