package earshot.engine;

import module java.base;

import earshot.config.Configuration;
import earshot.llm.ModelRegistry;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.remote.SharedHttpClient;
import earshot.tts.InstalledVoice;

/// What would hold if the program started with these options. Starts nothing and writes nothing.
public final class SettingsCheck {
    private SettingsCheck() {}

    /// @throws ProblemException when the file is absent or cannot be read
    public static SettingsReport run(EngineOptions options) {
        Found found = new Found();
        Configuration configuration = new Configuration(EngineSettings.CATALOG, options.home().path(), options.config(), options.settings(), found,
            options.time());
        try (SharedHttpClient http = new SharedHttpClient(options.time()); ModelRegistry models = new ModelRegistry(configuration.settings(), http, found)) {
            found.unreadable().ifPresent(problem -> {
                throw new ProblemException(problem);
            });
            return SettingsReportBuilder.of(configuration, models, InstalledVoice.detect(), Optional.of(SpeechAssembly.whisperModels(options.home())));
        }
    }

    private static final class Found implements ProblemSink {
        private final List<Problem> problems = new ArrayList<>();

        @Override
        public synchronized void raise(Problem problem) {
            problems.add(problem);
        }

        @Override
        public void resolve(ProblemCode code, ProblemSubject subject) {
            // nothing changes meanwhile
        }

        synchronized Optional<Problem> unreadable() {
            return problems.stream().filter(problem -> problem.code() == ProblemCode.CONFIG_MISSING || problem.code() == ProblemCode.CONFIG_UNREADABLE)
                .findFirst();
        }
    }
}
