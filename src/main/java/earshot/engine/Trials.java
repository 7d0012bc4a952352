package earshot.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import earshot.asr.Recognizer;
import earshot.asr.Recognizers;
import earshot.asr.Transcript;
import earshot.audio.OpusCodec;
import earshot.audio.Speech;
import earshot.config.Settings;
import earshot.engine.Operation.Outcome;
import earshot.engine.Operation.Result;
import earshot.llm.Choice;
import earshot.llm.LanguageModel;
import earshot.llm.Models;
import earshot.llm.Trial;
import earshot.llm.Vendor;
import earshot.problem.Code;
import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.Problems;
import earshot.problem.Subject;
import earshot.provider.Chosen;
import earshot.provider.Web;
import earshot.simulator.SampleSentence;
import earshot.time.Time;
import earshot.tts.Voice;
import earshot.tts.Voices;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;

/// Tries models, recognisers and voices, and looks for available models. Every method waits for a provider; call it on a virtual
/// thread.
final class Trials {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static final Set<String> RECOGNISERS = Set.of("openai", "fun_server");
    private static final Set<String> VOICES = Set.of("openai", "espeak", "system");

    /// Failures of a trial appear in its outcome only, not among the problems.
    private static final Problems UNTOLD = new Problems() {
        @Override
        public void raise(Problem problem) {}

        @Override
        public void resolve(Code code, Subject subject) {}
    };

    private final Time time;
    private final Models models;
    private final Web web;
    private final Recognizer recognizer;
    private final Voice voice;
    private final OpusCodec codec;

    /// @param recognizer embedded one; it and the voice are closed by their creator
    Trials(Time time, Models models, Web web, Recognizer recognizer, Voice voice, OpusCodec codec) {
        this.time = time;
        this.models = models;
        this.web = web;
        this.recognizer = recognizer;
        this.voice = voice;
        this.codec = codec;
    }

    /// @param name a purpose, or the alias of a model
    Outcome model(Ongoing operation, String name) {
        Optional<LanguageModel> model = Optional.ofNullable(models.inForce().get(name)).filter(_ -> Edits.purposes().contains(name)).map(Choice::model)
            .orElseGet(() -> models.model(name, JsonNodeFactory.instance.objectNode()));
        return model.map(present -> asked(operation, present)).orElseGet(() -> new Outcome.Failed(Problem.of(Code.MODEL_ABSENT, name)));
    }

    /// @param text for a voice to speak
    Outcome draft(Ongoing operation, Settings.Provider provider, String text) {
        return switch (provider.kind()) {
            case LLM -> asked(operation, models.unsaved(provider.alias(), provider.section()));
            case ASR -> recognizer(provider);
            case TTS -> voice(provider, text);
            case VAD -> new Outcome.Failed(Problem.of(Code.PROVIDER_UNKNOWN, provider.subject("type"), "VAD", provider.type(), "webrtc"));
        };
    }

    private Outcome asked(Ongoing operation, LanguageModel model) {
        Thread self = Thread.currentThread();
        operation.whenCancelled().thenRun(self::interrupt);
        try {
            return switch (Trial.of(model, time)) {
                case Trial.Answered(Duration first, Duration total, String answer) ->
                    new Outcome.Done("tried", List.of(String.valueOf(first.toMillis())), Optional.of(new Result.Answered(model.name(), first, total, answer)));
                case Trial.Failed(Problem problem) -> new Outcome.Failed(problem);
            };
        } catch (CancellationException e) {
            return new Outcome.Cancelled();
        }
    }

    /// @param provider tried without a fallback
    Outcome voice(Settings.Provider provider, String text) {
        if (provider.embedded()) {
            return spoken(voice, text);
        }
        if (!VOICES.contains(provider.type())) {
            return new Outcome.Failed(Problem.of(Code.PROVIDER_UNKNOWN, provider.subject("type"), "TTS", provider.type(), voice.name()));
        }
        Settings.Provider alone = alone(provider);
        try (Voices voices = new Voices(voice, web, codec, UNTOLD); Chosen<Voice> chosen = voices.open(() -> alone)) {
            return spoken(chosen.get(), text);
        }
    }

    /// @param provider tried without a fallback, on the built-in recorded sentence
    Outcome recognizer(Settings.Provider provider) {
        if (!provider.embedded() && !RECOGNISERS.contains(provider.type())) {
            return new Outcome.Failed(Problem.of(Code.PROVIDER_UNKNOWN, provider.subject("type"), "ASR", provider.type(), recognizer.name()));
        }
        Settings.Provider alone = alone(provider);
        try (Chosen<Recognizer> chosen = new Recognizers(recognizer, web, UNTOLD).open(() -> alone)) {
            return heard(chosen.get(), SampleSentence.load());
        }
    }

    private Outcome heard(Recognizer recognizer, SampleSentence sample) {
        long begin = time.nanos();
        try {
            Optional<Transcript> heard = time.await(recognizer.recognize(sample.speech(), List.of()), LONGEST);
            if (heard.isEmpty()) {
                return new Outcome.Failed(Problem.of(Code.RECOGNISER_FAILED, recognizer.name() + ": " + LONGEST.toSeconds() + " s"));
            }
            Duration took = Duration.ofNanos(time.nanos() - begin);
            return new Outcome.Done("tried", List.of(String.valueOf(took.toMillis())), Optional.of(new Result.Heard(recognizer.name(), heard.get().text(), sample.text(), took)));
        } catch (CompletionException e) {
            return new Outcome.Failed(Failures.problem(e, Code.RECOGNISER_FAILED));
        }
    }

    private static Settings.Provider alone(Settings.Provider provider) {
        return new Settings.Provider(provider.kind(), provider.alias(), provider.type(), provider.section().deepCopy().put("stand_in", false));
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
            return new Outcome.Failed(Failures.problem(e, Code.VOICE_FAILED));
        }
    }

    /// @param own ports of this program, which are skipped
    Outcome localServers(Set<Integer> own) {
        List<LocalServer> found = models.servers().onThisComputer(own).stream().map(server -> new LocalServer(Vendor.of(server.type()).map(Vendor::title).orElse(server.type()), server.type(), server.address(), server.models())).toList();
        return new Outcome.Done("found", List.of(String.valueOf(found.size())), Optional.of(new Result.Servers(found)));
    }

    /// @param provider of language models; it need not be in the settings
    Outcome offered(Settings.Provider provider) {
        String address = provider.text("base_url", "url").or(() -> Vendor.of(provider.type()).map(Vendor::address)).orElse("");
        return new Outcome.Done("", Optional.of(new Result.Names(models.servers().models(provider.alias(), address, provider.text("api_key")))));
    }
}
