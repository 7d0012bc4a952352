package earshot.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import earshot.audio.OpusCodec;
import earshot.audio.Speech;
import earshot.config.Settings;
import earshot.engine.Operation.Outcome;
import earshot.engine.Operation.Result;
import earshot.llm.Choice;
import earshot.llm.LanguageModel;
import earshot.llm.Models;
import earshot.llm.Trial;
import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.problem.ProblemException;
import earshot.problem.Problems;
import earshot.problem.Subject;
import earshot.provider.Chosen;
import earshot.provider.Web;
import earshot.time.Time;
import earshot.tts.Voice;
import earshot.tts.Voices;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;

/// Tries models and voices out, and asks around for models. Each waits for a provider; on virtual threads.
final class Trials {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static final Set<String> VOICES = Set.of("openai", "espeak", "system");

    /// What fails while it is tried is told to who tries it.
    private static final Problems UNTOLD = new Problems() {
        @Override
        public void raise(Problem problem) {}

        @Override
        public void resolve(Code code, Subject subject) {}
    };

    private final Time time;
    private final Models models;
    private final Web web;

    Trials(Time time, Models models, Web web) {
        this.time = time;
        this.models = models;
        this.web = web;
    }

    /// @param name a purpose, or the alias of a model
    Outcome model(Ongoing operation, String name) {
        Optional<LanguageModel> model = Optional.ofNullable(models.inForce().get(name)).filter(_ -> Edits.purposes().contains(name)).map(Choice::model)
            .orElseGet(() -> models.model(name, JsonNodeFactory.instance.objectNode()));
        if (model.isEmpty()) {
            return new Outcome.Failed(Problem.of(Code.MODEL_ABSENT, name));
        }
        Thread self = Thread.currentThread();
        operation.whenCancelled().thenRun(self::interrupt);
        try {
            return switch (Trial.of(model.get(), time)) {
                case Trial.Answered(Duration first, Duration total, String answer) ->
                    new Outcome.Done("tried", List.of(String.valueOf(first.toMillis())), Optional.of(new Result.Answered(model.get().name(), first, total, answer)));
                case Trial.Failed(Problem problem) -> new Outcome.Failed(problem);
            };
        } catch (CancellationException e) {
            return new Outcome.Cancelled();
        }
    }

    /// @param provider what is tried, by itself: no other voice stands in
    Outcome voice(Settings.Provider provider, Voice embedded, OpusCodec codec, String text) {
        if (provider.embedded()) {
            return spoken(embedded, text);
        }
        if (!VOICES.contains(provider.type())) {
            return new Outcome.Failed(Problem.of(Code.PROVIDER_UNKNOWN, provider.subject("type"), "TTS", provider.type(), embedded.name()));
        }
        Settings.Provider alone = new Settings.Provider(provider.kind(), provider.alias(), provider.type(), provider.section().deepCopy().put("stand_in", false));
        try (Voices voices = new Voices(embedded, web, codec, UNTOLD); Chosen<Voice> chosen = voices.open(() -> alone)) {
            return spoken(chosen.get(), text);
        }
    }

    private Outcome spoken(Voice voice, String text) {
        long begin = time.nanos();
        try {
            Optional<Speech> speech = time.await(voice.speak(text), LONGEST);
            if (speech.isEmpty()) {
                return new Outcome.Failed(Problem.of(Code.VOICE_FAILED, voice.name() + ": " + LONGEST.toSeconds() + " s"));
            }
            Duration first = Duration.ofNanos(time.nanos() - begin);
            return new Outcome.Done("tried", List.of(String.valueOf(first.toMillis())), Optional.of(new Result.Spoken(voice.name(), speech.get().pcm(), speech.get().rate(), first)));
        } catch (CompletionException e) {
            return new Outcome.Failed(e.getCause() instanceof ProblemException known ? known.problem() : Problem.of(Code.VOICE_FAILED, String.valueOf(e.getCause())));
        }
    }

    /// @param own ports of this program
    Outcome localServers(Set<Integer> own) {
        List<LocalServer> found = models.servers().onThisComputer(own).stream().map(server -> new LocalServer(server.type(), server.address(), server.models())).toList();
        return new Outcome.Done("found", List.of(String.valueOf(found.size())), Optional.of(new Result.Servers(found)));
    }

    Outcome offered(String alias) {
        return models.offered(alias).<Outcome>map(names -> new Outcome.Done("", Optional.of(new Result.Names(names))))
            .orElseGet(() -> new Outcome.Failed(Problem.of(Code.MODEL_ABSENT, new Subject.Setting("LLM"), alias)));
    }
}
