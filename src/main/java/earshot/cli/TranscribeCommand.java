package earshot.cli;

import module java.base;

import earshot.data.ControlCharacters;
import earshot.data.LetterCase;
import earshot.engine.EngineOptions;
import earshot.engine.SoundFileTranscription;
import earshot.id.MeetingId;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingCommand;
import earshot.meeting.MeetingTranscript;
import earshot.meeting.export.MeetingExporter;
import earshot.meeting.soundfile.SoundFileMeeting;
import earshot.meeting.soundfile.SoundFileSentence;
import earshot.meeting.soundfile.SoundFileTranscriber;
import earshot.meeting.soundfile.SoundFileTranscript;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemSubject;
import earshot.store.HomeDirectory;
import earshot.time.Time;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `transcribe`: what is said in a recording, as text. Exit code 1 when the recording is not sound, or was not heard as a whole.
@Command(name = "transcribe", description = {
    "Writes what is said in a recording (WAV, MP3, Ogg Opus, FLAC, AAC, M4A), with the recogniser of the settings. Nothing is stored.",
    "With --again a meeting of the Earshot that runs in the home gets another text from its kept sound; the text before is kept.",
    "Exit code 1 where the recording cannot be heard, or not as a whole."}, mixinStandardHelpOptions = true)
final class TranscribeCommand implements Callable<Integer> {
    /// What is written; plain text has a line for each sentence, with its time in the recording.
    enum TranscriptFormat { TXT, SRT, VTT, MD, JSON }

    private static final int PROGRESS_PERCENT = 10;
    /// A meeting of a day may be transcribed again.
    private static final Duration AGAIN_LIMIT = Duration.ofDays(2);

    private final Supplier<EngineOptions> options;
    private final Time time;
    private final Supplier<HomeDirectory> home;

    @Spec
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private What what;

    /// What is transcribed.
    static final class What {
        @Parameters(paramLabel = "FILE", description = "The recording.")
        private Path file;

        @ArgGroup(exclusive = false)
        private Again again;
    }

    /// A meeting whose sound was kept.
    static final class Again {
        @Option(names = "--again", required = true, paramLabel = "ID", description = "The meeting that is transcribed again; earshot meetings lists them.")
        private String meeting;

        @Option(names = "--recognizer", paramLabel = "ALIAS",
            description = "The recogniser that hears it, by its alias in the settings (default: the chosen one).")
        private Optional<String> recognizer = Optional.empty();
    }

    private Path file;

    @Option(names = "--format", paramLabel = "FORMAT", description = "txt, srt, vtt, md or json (default: by the ending of --out, else txt).")
    private Optional<TranscriptFormat> format = Optional.empty();

    @Option(names = "--language", paramLabel = "LANGUAGE", description = "What is spoken, for example zh or en (default: as the settings have it).")
    private Optional<String> language = Optional.empty();

    @Option(names = "--out", paramLabel = "FILE", description = "Where it is written (default: standard output). A file that exists is replaced.")
    private Optional<Path> out = Optional.empty();

    TranscribeCommand(Supplier<EngineOptions> options, Time time, Supplier<HomeDirectory> home) {
        this.options = options;
        this.time = time;
        this.home = home;
    }

    /// @throws ProblemException when the recording cannot be heard, or the file not be written
    @Override
    public Integer call() {
        if (what.again != null) {
            MeetingRequest request = new MeetingRequest.Retranscribe(what.again.meeting, what.again.recognizer.orElse(""));
            return RunningProgram.ask(home.get(), time, new SingleInstance.Meetings(request), AGAIN_LIMIT, spec.commandLine());
        }
        file = what.file;
        TranscriptFormat chosen = format.or(() -> out.flatMap(TranscribeCommand::byEnding)).orElse(TranscriptFormat.TXT);
        SoundFileTranscription.Transcribed transcribed = SoundFileTranscription.run(options.get(), file, language, listener(chosen));
        SoundFileTranscript transcript = transcribed.transcript();
        if (out.isPresent()) {
            write(out.get(), rendered(transcript, chosen));
        } else if (chosen != TranscriptFormat.TXT) {
            print(rendered(transcript, chosen));
        }
        transcribed.problems().forEach(this::tell);
        List<Problem> missing = missing(transcript);
        missing.forEach(this::tell);
        return missing.isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    /// Plain text is printed as it is recognized; what goes into a file takes its time, and the progress is reported.
    private SoundFileTranscriber.ProgressListener listener(TranscriptFormat chosen) {
        return new SoundFileTranscriber.ProgressListener() {
            private int told;

            @Override
            public void reached(double done) {
                int percent = (int) (done * 100) / PROGRESS_PERCENT * PROGRESS_PERCENT;
                if (out.isPresent() && percent > told) {
                    told = percent;
                    spec.commandLine().getErr().println(percent + " %");
                    spec.commandLine().getErr().flush();
                }
            }

            @Override
            public void spoken(SoundFileSentence sentence) {
                if (out.isEmpty() && chosen == TranscriptFormat.TXT) {
                    print(line(sentence));
                }
            }
        };
    }

    private static String rendered(SoundFileTranscript transcript, TranscriptFormat chosen) {
        MeetingTranscript meeting = SoundFileMeeting.of(transcript, MeetingId.random(), Meeting.Lifecycle.ENDED, text -> text, true);
        MeetingExporter exporter = new MeetingExporter(Locale.getDefault(), ZoneId.systemDefault(), id -> id.value());
        return switch (chosen) {
            case TXT -> transcript.sentences().stream().map(TranscribeCommand::line).collect(Collectors.joining());
            case SRT -> exporter.render(meeting, MeetingCommand.Format.SRT);
            case VTT -> exporter.render(meeting, MeetingCommand.Format.VTT);
            case MD -> exporter.render(meeting, MeetingCommand.Format.MARKDOWN);
            case JSON -> exporter.render(meeting, MeetingCommand.Format.JSON);
        };
    }

    /// `00:12:40  text`
    private static String line(SoundFileSentence sentence) {
        Duration at = sentence.begin();
        return String.format(Locale.ROOT, "%02d:%02d:%02d  %s%n", at.toHours(), at.toMinutesPart(), at.toSecondsPart(),
            ControlCharacters.escape(sentence.text()));
    }

    private List<Problem> missing(SoundFileTranscript transcript) {
        List<Problem> missing = new ArrayList<>();
        transcript.damage().ifPresent(why -> missing.add(Problem.of(ProblemCode.SOUND_FILE_DAMAGED, new ProblemSubject.File(file.toString()), file, why)));
        transcript.gaps().ifPresent(
            gaps -> missing.add(Problem.of(ProblemCode.SOUND_FILE_GAPS, new ProblemSubject.File(file.toString()), file, gaps.seconds(), gaps.reason())));
        return missing;
    }

    private static Optional<TranscriptFormat> byEnding(Path path) {
        String name = LetterCase.lower(path.toString());
        return Arrays.stream(TranscriptFormat.values()).filter(one -> name.endsWith("." + LetterCase.lower(one.name()))).findFirst();
    }

    private void write(Path to, String text) {
        try {
            Files.writeString(to, text);
        } catch (IOException e) {
            throw new ProblemException(Problem.of(ProblemCode.TRANSCRIPT_UNWRITTEN, new ProblemSubject.File(to.toString()), to, String.valueOf(e.getMessage())),
                e);
        }
    }

    private void print(String text) {
        spec.commandLine().getOut().print(text);
        spec.commandLine().getOut().flush();
    }

    private void tell(Problem problem) {
        Program.print(spec.commandLine().getErr(), problem);
    }
}
