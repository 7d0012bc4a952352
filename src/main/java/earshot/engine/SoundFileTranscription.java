package earshot.engine;

import module java.base;

import earshot.asr.RecognizerSettings;
import earshot.asr.Recognizer;
import earshot.audio.VadSettings;
import earshot.capture.TrafficHistory;
import earshot.config.Configuration;
import earshot.event.LogTextFormatter;
import earshot.event.Timeline;
import earshot.fault.FaultRegistry;
import earshot.meeting.soundfile.SoundFileTranscriber;
import earshot.meeting.soundfile.SoundFileTranscript;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.remote.ActiveProvider;
import earshot.remote.ProviderSettings;

/// Transcribes a recording with the recognizer of the settings, without an engine; one may use the home meanwhile.
public final class SoundFileTranscription {
    private SoundFileTranscription() {}

    /// The transcript, and the problems that came up, oldest first.
    public record Transcribed(SoundFileTranscript transcript, List<Problem> problems) {
        public Transcribed {
            problems = List.copyOf(problems);
        }
    }

    /// Waits until the whole recording is transcribed.
    ///
    /// @param language for the recognizer, such as `zh`; empty for that of the settings
    /// @throws ProblemException when it cannot be transcribed
    public static Transcribed run(EngineOptions options, Path file, Optional<String> language, SoundFileTranscriber.ProgressListener listener) {
        Timeline timeline = new Timeline(options.time());
        ProblemTracker problems = new ProblemTracker(options.time(), timeline);
        Configuration configuration = new Configuration(EngineSettings.CATALOG, options.home().path(), options.config(), options.settings(), problems,
            options.time());
        CoreServices core = new CoreServices(options.home().prepared(), options.time(), configuration, timeline,
            new LogTextFormatter(() -> configuration.settings().get().of(LogSettings.SECTION).longestText()), problems, new TrafficHistory(options.time()),
            new FaultRegistry(options.time(), timeline, problems));
        ProviderSettings chosen = core.settings().of(RecognizerSettings.SELECTED);
        requireKnown(chosen, language);
        try (SpeechAssembly speech = new SpeechAssembly(core, options.speechFactory(), options.config());
            ActiveProvider<Recognizer> recognizer = speech.recognizer(language.map(wanted -> in(wanted, chosen)).orElse(chosen))) {
            SoundFileTranscriber transcriber = speech.soundFiles();
            SoundFileTranscript transcript = transcriber.transcribe(file, recognizer.get(), core.settings().of(VadSettings.SECTION), new CompletableFuture<>(),
                listener);
            // also what is over: a part of the transcript may be by the recognizer that stood in
            return new Transcribed(transcript, problems.entries().get().reversed().stream().map(ProblemEntry::problem).toList());
        }
    }

    private static void requireKnown(ProviderSettings chosen, Optional<String> language) {
        language.filter(wanted -> chosen.embedded() && !Locale.forLanguageTag(wanted.replace('_', '-')).getLanguage().equals("en") && !wanted.equals("auto"))
            .ifPresent(wanted -> {
            throw new ProblemException(Problem.of(ProblemCode.SOUND_FILE_LANGUAGE, wanted));
        });
    }

    /// As the types name it: one key each.
    private static ProviderSettings in(String language, ProviderSettings chosen) {
        return new ProviderSettings(chosen.kind(), chosen.alias(), chosen.type(),
            chosen.section().deepCopy().put("language", language).put("svs_lang", language));
    }
}
