package earshot.engine;

import module java.base;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import earshot.asr.Recognizer;
import earshot.asr.RecognizerFactory;
import earshot.asr.WhisperRunner;
import earshot.audio.OpusCodec;
import earshot.catalog.DetectorType;
import earshot.catalog.ModelVendor;
import earshot.catalog.ProviderType;
import earshot.catalog.RecognizerType;
import earshot.catalog.VoiceType;
import earshot.engine.Operation.Outcome;
import earshot.engine.Operation.Result;
import earshot.llm.LanguageModel;
import earshot.llm.ModelRegistry;
import earshot.llm.ModelResolution;
import earshot.llm.ModelTrial;
import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.remote.ActiveProvider;
import earshot.remote.ProviderKind;
import earshot.remote.ProviderOffer;
import earshot.remote.ProviderSettings;
import earshot.remote.SharedHttpClient;
import earshot.remote.WyomingInfo;
import earshot.simulator.SampleSentence;
import earshot.time.Time;
import earshot.tts.EdgeVoiceList;
import earshot.tts.Voice;
import earshot.tts.VoiceFactory;

/// Tries models, recognizers and voices, and looks for available models. Every method waits for a provider; call it on a virtual
/// thread.
///
/// @param recognizer embedded one; it and the voice are closed by their creator
record ProviderTester(Time time, ModelRegistry models, SharedHttpClient http, Recognizer recognizer, WhisperRunner whisper, Voice voice, OpusCodec codec) {
    private static final Duration TRIAL_LIMIT = Duration.ofSeconds(30);

    /// Failures of a trial appear in its outcome only, not among the problems.
    private static final ProblemSink UNREPORTED = new ProblemSink() {
        @Override
        public void raise(Problem problem) {}

        @Override
        public void resolve(ProblemCode code, ProblemSubject subject) {}
    };

    /// @param name a purpose, or the alias of a model
    Outcome model(RunningOperation operation, String name) {
        Optional<LanguageModel> model = Optional.ofNullable(models.activeModels().get(name)).filter(_ -> SettingsEdits.purposes().contains(name))
            .map(ModelResolution::model)
            .orElseGet(() -> models.model(name, JsonNodeFactory.instance.objectNode()));
        return model.map(present -> ask(operation, present)).orElseGet(() -> new Outcome.Failed(Problem.of(ProblemCode.MODEL_ABSENT, name)));
    }

    /// @param text for a voice to speak
    Outcome draft(RunningOperation operation, ProviderSettings provider, String text) {
        return switch (provider.kind()) {
            case LLM -> ask(operation, models.unsavedModel(provider.alias(), provider.section()));
            case ASR -> recognizer(provider);
            case TTS -> voice(provider, text);
            case VAD -> new Outcome.Failed(
                Problem.of(ProblemCode.PROVIDER_UNKNOWN, provider.subject("type"), "VAD", provider.type(), DetectorType.WEBRTC.entry().typeName()));
        };
    }

    private Outcome ask(RunningOperation operation, LanguageModel model) {
        Thread self = Thread.currentThread();
        operation.whenCancelled().thenRun(self::interrupt);
        try {
            return switch (ModelTrial.run(model, time)) {
                case ModelTrial.Answered(Duration first, Duration total, String answer, String adapted) ->
                    new Outcome.Done("tried", List.of(String.valueOf(first.toMillis())),
                        Optional.of(new Result.Answered(model.name(), first, total, answer, adapted)));
                case ModelTrial.Failed(Problem problem) -> new Outcome.Failed(problem);
            };
        } catch (CancellationException _) {
            return new Outcome.Cancelled();
        }
    }

    /// @param provider tried without a fallback
    Outcome voice(ProviderSettings provider, String text) {
        if (provider.embedded()) {
            return synthesize(voice, text);
        }
        if (VoiceType.of(provider.type()).isEmpty()) {
            return new Outcome.Failed(Problem.of(ProblemCode.PROVIDER_UNKNOWN, provider.subject("type"), "TTS", provider.type(), voice.name()));
        }
        ProviderSettings single = withoutFallback(provider);
        try (VoiceFactory voices = new VoiceFactory(voice, http, codec, UNREPORTED); ActiveProvider<Voice> activeProvider = voices.open(() -> single)) {
            return synthesize(activeProvider.get(), text);
        }
    }

    /// @param provider tried without a fallback, on the built-in recorded sentence
    Outcome recognizer(ProviderSettings provider) {
        if (RecognizerType.of(provider.type()).isEmpty()) {
            return new Outcome.Failed(Problem.of(ProblemCode.PROVIDER_UNKNOWN, provider.subject("type"), "ASR", provider.type(), recognizer.name()));
        }
        ProviderSettings single = withoutFallback(provider);
        try (ActiveProvider<Recognizer> activeProvider = new RecognizerFactory(recognizer, whisper, http, UNREPORTED).open(() -> single)) {
            return recognizeSample(activeProvider.get(), SampleSentence.load());
        }
    }

    private Outcome recognizeSample(Recognizer recognizer, SampleSentence sample) {
        return timed(() -> recognizer.recognize(sample.pcmAudio(), List.of()), recognizer.name(), ProblemCode.RECOGNIZER_FAILED,
            (recognized, took) -> new Result.Recognized(recognizer.name(), recognized.text(), sample.text(), took));
    }

    private static ProviderSettings withoutFallback(ProviderSettings provider) {
        return new ProviderSettings(provider.kind(), provider.alias(), provider.type(), provider.section().deepCopy().put("stand_in", false));
    }

    private Outcome synthesize(Voice voice, String text) {
        return timed(() -> voice.speak(text), voice.name(), ProblemCode.VOICE_FAILED,
            (audio, first) -> new Result.Synthesized(voice.name(), audio.pcm(), audio.rate(), first));
    }

    private <T> Outcome timed(Supplier<CompletableFuture<T>> call, String name, ProblemCode failure, BiFunction<T, Duration, Result> result) {
        long begin = time.nanos();
        try {
            Optional<T> answer = time.await(call.get(), TRIAL_LIMIT);
            if (answer.isEmpty()) {
                return new Outcome.Failed(Problem.of(failure, name + ": " + TRIAL_LIMIT.toSeconds() + " s"));
            }
            Duration took = Duration.ofNanos(time.nanos() - begin);
            return new Outcome.Done("tried", List.of(String.valueOf(took.toMillis())), Optional.of(result.apply(answer.get(), took)));
        } catch (CompletionException e) {
            return new Outcome.Failed(Failures.problem(e, failure));
        }
    }

    /// @param own ports of this program, which are skipped
    Outcome localServers(Set<Integer> own) {
        List<LocalModelServer> found = models.serverDiscovery().findLocal(own).stream()
            .map(server -> new LocalModelServer(ModelVendor.of(server.type()).map(vendor -> vendor.entry().title()).orElse(server.type()), server.type(),
                server.address(), server.models()))
            .toList();
        List<LocalModelServer> all = Stream.concat(found.stream(), WyomingInfo
            .findLocal(WyomingInfo.USUAL_PORTS.stream().filter(port -> !own.contains(port)).toList(), time).stream().flatMap(ProviderTester::servers)).toList();
        return new Outcome.Done("found", List.of(String.valueOf(all.size())), Optional.of(new Result.LocalServers(all)));
    }

    /// One for what it recognizes with and one for what it speaks with.
    private static Stream<LocalModelServer> servers(WyomingInfo.FoundServer server) {
        ProviderType type = RecognizerType.WYOMING.entry();
        return Stream.of(Map.entry(ProviderKind.ASR, server.info().models()), Map.entry(ProviderKind.TTS, server.info().voices()))
            .filter(offers -> !offers.getValue().isEmpty())
            .map(offers -> new LocalModelServer(offers.getKey(), type.title(), type.typeName(), "tcp://127.0.0.1:" + server.port(),
                offers.getValue().stream().map(ProviderOffer::name).toList()));
    }

    /// @param provider it need not be in the settings
    Outcome listModels(ProviderSettings provider) {
        return switch (provider.kind()) {
            case LLM -> listLanguageModels(provider);
            case ASR -> new Outcome.Done("",
                Optional.of(new Result.Offers(WyomingInfo.ask(provider, WyomingInfo.USUAL_PORTS.getLast(), time, TRIAL_LIMIT).models())));
            case TTS -> new Outcome.Done("",
                Optional.of(new Result.Offers(VoiceType.of(provider.type()).filter(VoiceType.EDGE::equals).map(_ -> EdgeVoiceList.voices(provider, http))
                .orElseGet(() -> WyomingInfo.ask(provider, WyomingInfo.USUAL_PORTS.getFirst(), time, TRIAL_LIMIT).voices()))));
            case VAD -> throw new IllegalArgumentException(provider.type());
        };
    }

    private Outcome listLanguageModels(ProviderSettings provider) {
        String address = provider.text("base_url", "url").or(() -> ModelVendor.of(provider.type()).flatMap(vendor -> vendor.entry().usualAddress())).orElse("");
        return new Outcome.Done("", Optional.of(new Result.ModelNames(models.serverDiscovery().models(provider.alias(), address, provider.key()))));
    }
}
