package earshot.engine;

import module java.base;

import earshot.asr.RecognizerSettings;
import earshot.asr.WhisperModel;
import earshot.catalog.ProviderType;
import earshot.config.Configuration;
import earshot.config.DottedKey;
import earshot.config.ValueType;
import earshot.config.WrittenFile;
import earshot.conversation.ConversationSettings;
import earshot.conversation.FixedSentenceSettings;
import earshot.data.AddressSecrets;
import earshot.data.LetterCase;
import earshot.engine.SettingsFinding.Effect;
import earshot.engine.SettingsFinding.Remedy;
import earshot.engine.SettingsFinding.Text;
import earshot.llm.SpellingSuggester;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.remote.ProviderKind;
import earshot.remote.ProviderSettings;
import earshot.tts.InstalledVoice;
import earshot.tts.VoiceSettings;

/// What becomes of the recognizer, the voice, the detector, the memory and the intents that a settings file chooses.
final class ChosenPartFindings {
    private static final List<ProviderKind> SPEECH = List.of(ProviderKind.ASR, ProviderKind.TTS);
    private static final Set<String> HARMLESS = Set.of("VAD", "Intent");
    private static final Set<String> OTHER_SCRIPTS = Set.of("zh", "ja", "ko", "ru", "el", "ar", "he", "hi", "th");
    private static final Set<String> NOTHING = Set.of("nomem", "nointent");
    private static final List<String> TYPED = List.of("Memory", "Intent");
    private static final List<String> KINDS = List.of("VAD", "ASR", "TTS", "Memory", "Intent");

    private final Configuration configuration;
    private final List<InstalledVoice> voices;
    private final Optional<Path> whisperModels;
    private final WrittenFile file;
    private final boolean modelAnswers;

    /// @param modelAnswers rather than a built-in assistant, which neither remembers nor does anything
    ChosenPartFindings(Configuration configuration, List<InstalledVoice> voices, Optional<Path> whisperModels, WrittenFile file, boolean modelAnswers) {
        this.modelAnswers = modelAnswers;
        this.configuration = configuration;
        this.voices = voices;
        this.whisperModels = whisperModels;
        this.file = file;
    }

    boolean covers(String key) {
        return KINDS.stream().anyMatch(kind -> key.equals(key(kind))) || SettingsReportBuilder.inEntry(key, SPEECH) || typed(key).isPresent();
    }

    List<SettingsFinding> findings() {
        List<SettingsFinding> all = new ArrayList<>();
        KINDS.forEach(kind -> chosen(kind).ifPresent(all::add));
        SPEECH.forEach(kind -> SettingsReportBuilder.aliases(file, kind).forEach(alias -> {
            SettingsFinding entry = entry(kind, alias);
            all.add(entry);
            if (entry.effect() == Effect.USED || entry.effect() == Effect.KEPT) {
                written(kind, alias).flatMap(provider -> SettingsReportBuilder.address(configuration, file, provider, entry.effect() == Effect.USED))
                    .ifPresent(all::add);
            }
        }));
        file.keys().forEach(key -> typed(key.key()).ifPresent(kind -> all.add(type(kind, key))));
        return all;
    }

    /// The kind of an entry whose type this key is, such as `Memory.mine.type`.
    private static Optional<String> typed(String key) {
        List<String> names = DottedKey.names(key);
        return names.size() == 3 && names.getLast().equals("type") ? TYPED.stream().filter(names.getFirst()::equals).findFirst() : Optional.empty();
    }

    private SettingsFinding type(String kind, WrittenFile.Key key) {
        String type = LetterCase.lower(String.valueOf(key.value()).strip());
        boolean known = EngineSettings.CATALOG.find(key(kind))
            .filter(setting -> setting.type() instanceof ValueType.ModuleName(List<String> types) && types.contains(type)).isPresent();
        String alias = DottedKey.names(key.key()).get(1);
        boolean chosen = configuration.written(key(kind)).map(String::valueOf).filter(alias::equals).isPresent();
        if (chosen && kind.equals("Intent") && ConversationSettings.namedByAlias(alias, type)) {
            return new SettingsFinding(key.line(), key.key(), String.valueOf(key.value()), Effect.REPLACED, false, Text.of("check.intent.named", alias),
                List.of());
        }
        Effect effect = !known ? Effect.UNUSED : chosen ? Effect.USED : Effect.KEPT;
        return new SettingsFinding(key.line(), key.key(), String.valueOf(key.value()), effect, false,
            !known ? Text.of("check.entry.type", type) : Text.of(chosen ? "check.entry.used" : "check.entry.kept"), List.of());
    }

    private static String key(String kind) {
        return DottedKey.of("selected_module", kind);
    }

    List<ProviderKind> kinds() {
        return SPEECH;
    }

    /// Whether a key lies in the entry that is in force.
    boolean inForce(String key) {
        List<String> names = DottedKey.names(key);
        return SPEECH.stream().filter(kind -> kind.name().equals(names.getFirst())).anyMatch(kind -> inForce(kind).alias().equals(names.get(1)));
    }

    private Optional<SettingsFinding> chosen(String kind) {
        String key = key(kind);
        Optional<WrittenFile.Key> written = file.key(key);
        Optional<String> chosen = configuration.written(key).map(String::valueOf);
        if (chosen.isEmpty()) {
            return SPEECH.stream().filter(one -> one.name().equals(kind)).findFirst().map(one -> embedded(one, key));
        }
        Optional<Problem> unknown = configuration.found().stream()
            .filter(problem -> problem.code() == ProblemCode.PROVIDER_UNKNOWN && problem.subject().equals(new ProblemSubject.Setting(key))).findFirst();
        int line = written.map(WrittenFile.Key::line).orElse(0);
        if (unknown.isPresent()) {
            String inForce = unknown.get().args().get(2);
            // the detector inside finds speech in every language, and the model gets the tools: nobody misses another one
            boolean important = !HARMLESS.contains(kind);
            return Optional.of(new SettingsFinding(line, key, chosen.get(), Effect.REPLACED, important, Text.of("check.standin." + inForce, chosen.get()),
                replacements(kind, key, inForce)));
        }
        if (written.filter(file::overridden).isPresent()) {
            return Optional.of(new SettingsFinding(line, key, String.valueOf(written.get().value()), Effect.OVERRIDDEN, true,
                Text.of("check.overridden", chosen.get()), List.of()));
        }
        if (!modelAnswers && TYPED.contains(kind) && !NOTHING.contains(chosen.get())) {
            return Optional.of(new SettingsFinding(line, key, chosen.get(), Effect.UNUSED, false, Text.of("check.no_model"), List.of()));
        }
        return Optional.of(SPEECH.stream().filter(one -> one.name().equals(kind)).findFirst().map(one -> provider(one, line, chosen.get()))
            .orElseGet(() -> new SettingsFinding(line, key, chosen.get(), Effect.USED, true, Text.of("check.used"), List.of())));
    }

    /// Nothing is chosen: the embedded one serves.
    private SettingsFinding embedded(ProviderKind kind, String key) {
        String type = kind.embedded().orElseThrow().typeName();
        Optional<String> unspoken = configuration.written("prompt").map(String::valueOf).flatMap(FixedSentenceSettings::languageOf)
            .filter(language -> !covered(kind, language));
        return new SettingsFinding(0, key, "", unspoken.isPresent() ? Effect.TO_FILL : Effect.DEFAULT, unspoken.isPresent(),
            unspoken.map(language -> Text.of("check.default." + type + ".other", Text.LANGUAGE + language)).orElseGet(() -> Text.of("check.default." + type)),
            replacements(kind.name(), key, type).stream().filter(remedy -> !remedy.equals(new Remedy.Choose(key, type))).toList());
    }

    /// Whether what serves where nothing is chosen understands, or speaks, a language. The voice inside leaves other scripts than the Latin one to an
    /// installed voice.
    private boolean covered(ProviderKind kind, String language) {
        return language.equals("en") || kind == ProviderKind.TTS && !voices.isEmpty() && OTHER_SCRIPTS.contains(language);
    }

    private SettingsFinding provider(ProviderKind kind, int line, String alias) {
        ProviderSettings provider = inForce(kind);
        String key = key(kind.name());
        Optional<ProviderSettings> written = written(kind, alias);
        Optional<String> missing = written.flatMap(ProviderSettings::unfilled);
        if (missing.isEmpty() && written.filter(one -> !one.hasUsableKey()).isPresent()) {
            return new SettingsFinding(line, key, alias, Effect.TO_FILL, true, Text.of("check.part.key", alias), List.of(fillKey(kind, written.get())));
        }
        if (missing.isPresent()) {
            Text text = provider.fallbackAllowed() || !provider.alias().equals(alias)
                ? Text.of("check.part.fill", alias, missing.get(), kind.embedded().map(ProviderType::title).orElse(""))
                : Text.of("check.part.alone." + kind.name(), alias, missing.get());
            return new SettingsFinding(line, key, alias, Effect.TO_FILL, true, text,
                List.of(new Remedy.Fill(DottedKey.of(kind.name(), alias, missing.get()))));
        }
        Optional<String> absent = whisperModels.flatMap(directory -> WhisperModel.absent(provider, directory));
        if (absent.isPresent()) {
            return new SettingsFinding(line, key, alias, Effect.TO_FILL, true, Text.of("check.part.fetch", absent.get()), List.of());
        }
        String title = kind.type(provider.type()).map(ProviderType::title).orElse(provider.type());
        Text text = provider.text("base_url", "ws_url", "api_url", "url", "host")
            .map(address -> Text.of("check.part.used", title, AddressSecrets.mask(address)))
            .orElseGet(() -> Text.of("check.part.local", title));
        return new SettingsFinding(line, key, alias, Effect.USED, true, text, List.of());
    }

    private static Remedy fillKey(ProviderKind kind, ProviderSettings provider) {
        return new Remedy.Fill(DottedKey.of(kind.name(), provider.alias(), provider.unusableKey().orElseGet(provider::keyName)));
    }

    private Optional<ProviderSettings> written(ProviderKind kind, String alias) {
        return configuration.section(DottedKey.of(kind.name(), alias)).map(section -> ProviderSettings.of(kind, alias, section));
    }

    private ProviderSettings inForce(ProviderKind kind) {
        return configuration.settings().get().of(kind == ProviderKind.ASR ? RecognizerSettings.SELECTED : VoiceSettings.SELECTED);
    }

    private SettingsFinding entry(ProviderKind kind, String alias) {
        String key = DottedKey.of(kind.name(), alias);
        Optional<ProviderSettings> written = written(kind, alias);
        if (written.filter(one -> one.unfilled().isEmpty() && !one.hasUsableKey() && kind.type(one.type()).isPresent()).isPresent()) {
            return new SettingsFinding(file.line(key), key, "", Effect.TO_FILL, false, Text.of("check.entry.key"), List.of(fillKey(kind, written.get())));
        }
        if (inForce(kind).alias().equals(alias) && written.flatMap(ProviderSettings::unfilled).isEmpty()) {
            return new SettingsFinding(file.line(key), key, "", Effect.USED, false,
                SettingsReportBuilder.used(file, kind, kind.type(inForce(kind).type()), key), List.of());
        }
        String type = written.map(ProviderSettings::type).orElse(alias);
        boolean known = kind.type(type).isPresent();
        Optional<String> missing = written.filter(_ -> known).flatMap(ProviderSettings::unfilled);
        if (missing.isPresent()) {
            return new SettingsFinding(file.line(key), key, "", Effect.TO_FILL, false, Text.of("check.entry.fill", missing.get()),
                List.of(new Remedy.Fill(DottedKey.of(kind.name(), alias, missing.get()))));
        }
        return new SettingsFinding(file.line(key), key, "", known ? Effect.KEPT : Effect.UNUSED, false,
            known ? Text.of("check.entry.kept") : MisspeltType.text(kind, type),
            known ? List.of(new Remedy.Choose(key(kind.name()), alias)) : MisspeltType.remedy(kind, alias, type).stream().toList());
    }

    /// The type, or the choice, that is near to what is written.
    private Optional<Remedy> meant(ProviderKind kind, String key, String alias) {
        Optional<ProviderSettings> entry = written(kind, alias);
        if (entry.isPresent()) {
            return kind.type(entry.get().type()).isPresent() ? Optional.empty() : MisspeltType.remedy(kind, alias, entry.get().type());
        }
        List<String> names = Stream.concat(SettingsReportBuilder.aliases(file, kind).stream(), kind.types().stream().map(ProviderType::typeName)).toList();
        return names.contains(alias) ? Optional.empty() : SpellingSuggester.suggest(alias, names).map(near -> new Remedy.Choose(key, near));
    }

    /// To add one, to choose one of the file or of this computer, or to be content with what stands in.
    private List<Remedy> replacements(String kind, String key, String standIn) {
        List<Remedy> all = new ArrayList<>();
        SPEECH.stream().filter(one -> one.name().equals(kind)).findFirst().ifPresent(one -> {
            configuration.written(key).map(String::valueOf).flatMap(alias -> meant(one, key, alias)).ifPresent(all::add);
            SettingsReportBuilder.aliases(file, one).stream()
                .filter(alias -> written(one, alias).filter(provider -> one.type(provider.type()).isPresent() && provider.unfilled().isEmpty()).isPresent())
                .limit(2).forEach(alias -> all.add(new Remedy.Choose(key, alias)));
            if (one == ProviderKind.TTS) {
                voices.forEach(voice -> all.add(new Remedy.Choose(key, voice.typeName())));
            }
            all.add(new Remedy.Add(one));
        });
        all.add(new Remedy.Choose(key, standIn));
        return all.stream().distinct().toList();
    }
}
