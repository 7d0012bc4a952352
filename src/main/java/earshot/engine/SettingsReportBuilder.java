package earshot.engine;

import module java.base;

import earshot.catalog.ProviderType;
import earshot.config.Configuration;
import earshot.config.DottedKey;
import earshot.config.ForeignKey;
import earshot.config.ValidationResult;
import earshot.config.WrittenFile.Key;
import earshot.config.WrittenFile;
import earshot.conversation.FixedSentenceSettings;
import earshot.data.AddressSecrets;
import earshot.data.TextLimit;
import earshot.engine.SettingsFinding.Effect;
import earshot.engine.SettingsFinding.Text;
import earshot.llm.ModelRegistry;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.remote.ProviderFields;
import earshot.remote.ProviderKind;
import earshot.remote.ProviderSettings;
import earshot.server.ServerSettings;
import earshot.tts.InstalledVoice;
import earshot.turn.EndSoundSettings;
import earshot.wire.Dialect;

/// Finds what holds of a settings file. It has no rules of its own: it asks for the settings in force, for the models that resolve, and for
/// what was found wrong when the file was read.
final class SettingsReportBuilder {
    private static final int MAX_WRITTEN = 60;
    private static final Set<String> UNMISSED = Set.of("type", "output_dir", "appid");
    /// Keys that decide who may connect, and where.
    private static final Pattern CONNECTING = Pattern.compile("server\\.(ip|port|http_port|auth\\..*|tls\\..*|reach)");

    /// Asked for only where devices have to prove who they are.
    private static final Pattern ACCESS = Pattern.compile("server\\.auth\\.(tokens|allowed_devices|mode|jwt\\..*|oauth2\\..*)");

    /// What only a model does.
    private static final Set<String> OF_MODELS = Set.of("exit_commands", "end_prompt.prompt", "tool_call_timeout", "mcp_endpoint", "system_error_response");

    private final Configuration configuration;
    private final WrittenFile file;
    private final ModelFindings models;
    private final ChosenPartFindings parts;

    private SettingsReportBuilder(Configuration configuration, ModelRegistry registry, List<InstalledVoice> voices, Optional<Path> whisperModels,
        WrittenFile file) {
        this.configuration = configuration;
        this.file = file;
        models = new ModelFindings(configuration, registry, file);
        parts = new ChosenPartFindings(configuration, voices, whisperModels, file, models.answers());
    }

    /// @param voices those of programs on this computer
    /// @param whisperModels where fetched models of Whisper are; empty where a running program tells what is missing
    static SettingsReport of(Configuration configuration, ModelRegistry registry, List<InstalledVoice> voices, Optional<Path> whisperModels) {
        return configuration.writtenFile().map(
            file -> new SettingsReport(Optional.of(file.path()), new SettingsReportBuilder(configuration, registry, voices, whisperModels, file).findings()))
            .orElse(SettingsReport.NONE);
    }

    private List<SettingsFinding> findings() {
        List<SettingsFinding> all = new ArrayList<>(models.findings());
        all.addAll(parts.findings());
        List<SettingsFinding> beyond = beyondKeys();
        all.addAll(beyond);
        Set<String> told = beyond.stream().map(SettingsFinding::key).collect(Collectors.toSet());
        Map<String, SettingsFinding> others = new LinkedHashMap<>();
        Set<ForeignKey> foreign = new HashSet<>();
        for (Key key : file.keys()) {
            if (!told.contains(key.key()) && !models.covers(key.key()) && !parts.covers(key.key()) && !blank(key)) {
                if (key.foreign().isEmpty() || foreign.add(key.foreign().get())) {
                    SettingsFinding finding = finding(key);
                    others.putIfAbsent(finding.key(), finding);
                }
            }
        }
        all.addAll(others.values());
        return all.stream().sorted(Comparator.comparingInt(SettingsFinding::line)).toList();
    }

    /// Keys that stand twice, and sections that are none.
    private List<SettingsFinding> beyondKeys() {
        List<SettingsFinding> all = new ArrayList<>();
        for (Problem problem : configuration.found()) {
            if (problem.code() == ProblemCode.CONFIG_ENCODED && problem.args().getFirst().equals(file.path().toString())) {
                all.add(new SettingsFinding(0, file.path().getFileName().toString(), problem.args().get(1), Effect.USED, false, Text.of("check.encoding"),
                    List.of()));
            } else if (problem.code() == ProblemCode.SETTING_REPEATED && problem.args().getFirst().equals(file.path().toString())) {
                all.add(new SettingsFinding(0, problem.args().get(1), "", Effect.REPLACED, false, Text.of("check.repeated"), List.of()));
            } else if (problem.code() == ProblemCode.SETTING_TYPOGRAPHIC && problem.args().getFirst().equals(file.path().toString())) {
                all.add(new SettingsFinding(0, problem.args().get(1), "", Effect.UNUSED, false, Text.of("check.typographic"), List.of()));
            } else if (problem.code() == ProblemCode.SETTING_NO_SECTION) {
                String key = problem.args().getFirst();
                all.add(new SettingsFinding(file.line(key), key, "", Effect.UNUSED, true, Text.of("check.section"), List.of()));
            }
        }
        // a value in place of a section of entries, which the base file covers
        file.keys().stream()
            .filter(key -> SectionName.of(key.key()).isPresent() && !blank(key) && all.stream().noneMatch(finding -> finding.key().equals(key.key())))
            .forEach(key -> all.add(row(key, Effect.UNUSED, true, Text.of("check.section"))));
        return all;
    }

    private static boolean blank(Key key) {
        return key.value() instanceof String text && text.isBlank() || key.value() instanceof Map<?, ?> map && map.isEmpty();
    }

    private SettingsFinding finding(Key key) {
        boolean unasked = ACCESS.matcher(key.key()).matches() && !configuration.settings().get().of(ServerSettings.SECTION).auth().enabled();
        boolean important = CONNECTING.matcher(key.key()).matches() && !unasked;
        if (key.foreign().isPresent()) {
            ForeignKey meaning = key.foreign().get();
            Effect effect = meaning.consequence() == ForeignKey.Consequence.REPLACED ? Effect.REPLACED : Effect.UNUSED;
            return row(key, effect, important, Text.of("foreign." + meaning.textId()));
        }
        if (!key.known()) {
            return unknown(key);
        }
        if (key.translated().isPresent()) {
            return translated(key, key.translated().get(), important);
        }
        if (unasked) {
            return row(key, Effect.UNUSED, false, Text.of("check.auth"));
        }
        return unheeded(key, important).orElseGet(() -> used(key, important));
    }

    private SettingsFinding unknown(Key key) {
        List<String> names = DottedKey.names(key.key());
        Optional<String> meant = SectionName.otherwiseWritten(names);
        if (meant.equals(Optional.of(ProviderKind.VAD.name())) && file.key(DottedKey.of(names.getFirst(), "provider")).isPresent()) {
            return new SettingsFinding(key.line(), names.getFirst(), "", Effect.REPLACED, false, Text.of("foreign.detector"), List.of());
        }
        Optional<String> chosen = meant.flatMap(_ -> file.providerOf(names.getFirst()));
        if (chosen.isPresent()) {
            return new SettingsFinding(key.line(), names.getFirst(), "", Effect.USED, false, Text.of("check.layout", meant.get(), chosen.get()), List.of());
        }
        if (meant.isPresent()) {
            return new SettingsFinding(key.line(), meant.get().contains(".") ? key.key() : names.getFirst(), meant.get().contains(".") ? written(key) : "",
                Effect.UNUSED, true, Text.of("check.capitals", meant.get()), List.of());
        }
        Optional<String> setting = configuration.otherwiseWritten(key.key());
        if (setting.isPresent()) {
            return row(key, Effect.UNUSED, CONNECTING.matcher(setting.get()).matches(), Text.of("check.capitals", setting.get()));
        }
        String group = names.size() > 2 ? DottedKey.of(names.get(0), names.get(1)) + ".…" : key.key();
        return new SettingsFinding(key.line(), group, names.size() > 2 ? "" : written(key), Effect.UNUSED, false, Text.of("check.unknown"), List.of());
    }

    /// A key whose value does not hold as it is written.
    private Optional<SettingsFinding> unheeded(Key key, boolean important) {
        Optional<Problem> refused = refused(key.key());
        if (file.overridden(key)) {
            return Optional.of(row(key, Effect.OVERRIDDEN, important, Text.of("check.overridden", inForce(key.key()))));
        }
        List<Integer> leftOut = file.leftOut().getOrDefault(key.key(), List.of());
        if (!leftOut.isEmpty() && refused.isEmpty()) {
            return Optional
                .of(toFill(key, Effect.TO_FILL, important, Text.of("check.list", leftOut.stream().map(String::valueOf).collect(Collectors.joining(", ")))));
        }
        if (!key.filledIn()) {
            return Optional.of(toFill(key, Effect.TO_FILL, important, Text.of("check.fill")));
        }
        return refused.map(problem -> toFill(key, Effect.REPLACED, important, Text.of("check.refused", problem.args().get(2))));
    }

    /// A key whose value holds, and what to know of it.
    private SettingsFinding used(Key key, boolean important) {
        Optional<Text> hint = hint(key);
        if (hint.isPresent()) {
            return toFill(key, hint.get().id().equals("check.hint.own") ? Effect.TO_FILL : Effect.USED, important, hint.get());
        }
        if (!models.answers() && OF_MODELS.contains(key.key())) {
            return row(key, Effect.UNUSED, false, Text.of("check.no_model"));
        }
        if (key.key().equals("xiaozhi.audio_params.sample_rate") && !String.valueOf(key.filled()).equals(String.valueOf(Dialect.XIAOZHI.downlinkRate()))) {
            return row(key, Effect.REPLACED, false,
                Text.of("check.hello_rate", String.valueOf(Dialect.XIAOZHI.downlinkRate()), String.valueOf(Dialect.BADGE.downlinkRate())));
        }
        if (key.key().equals(EndSoundSettings.FILE.key())) {
            return endSound(key);
        }
        if (key.key().equals("prompt")) {
            return persona(key);
        }
        return row(key, Effect.USED, important, key.filled().equals(key.value()) ? Text.of("check.used") : Text.of("check.used.filled", shown(key.filled())));
    }

    /// What to know of an address.
    private Optional<Text> hint(Key key) {
        String written = String.valueOf(key.filled());
        return switch (key.key()) {
            case "server.websocket" -> AddressHint.advertised(written).or(() -> Optional.of(Text.of("check.hint.elsewhere", AddressSecrets.mask(written)))
                .filter(_ -> AdvertisedAddressCheck.pointsElsewhere(written, configuration.settings().get().of(ServerSettings.SECTION).port())));
            case "server.advertise_ip" -> AddressHint.advertised(written);
            case "mcp_endpoint",
                "meeting.webhook.url" -> AddressHint.own(written, configuration.settings().get().of(ServerSettings.SECTION))
                    ? Optional.of(Text.of("check.hint.own"))
                    : AddressHint.called(written);
            default -> Optional.empty();
        };
    }

    private SettingsFinding endSound(Key key) {
        if (!configuration.settings().get().of(EndSoundSettings.SECTION).enabled()) {
            return row(key, Effect.UNUSED, false, Text.of("check.end_sound.off"));
        }
        boolean there = EndSound.find(String.valueOf(key.filled()), Optional.of(file.path())).isPresent();
        return row(key, there ? Effect.USED : Effect.REPLACED, false, Text.of(there ? "check.used" : "check.end_sound.absent"));
    }

    private SettingsFinding persona(Key key) {
        String persona = configuration.written("prompt").map(String::valueOf).orElse("");
        Optional<String> language = configuration.settings().get().of(FixedSentenceSettings.SECTION).languageWith(persona).map(Text.LANGUAGE::concat);
        if (!models.answers()) {
            return row(key, Effect.UNUSED, false, language.map(spoken -> Text.of("check.prompt.spoken", spoken)).orElseGet(() -> Text.of("check.prompt")));
        }
        Optional<Problem> leftOut = configuration.found().stream()
            .filter(problem -> problem.code() == ProblemCode.PERSONA_PLACEHOLDERS && problem.subject().equals(new ProblemSubject.Setting(key.key())))
            .findFirst();
        if (leftOut.isPresent()) {
            return row(key, Effect.REPLACED, false, Text.of("check.placeholders", leftOut.get().args().get(1)));
        }
        return row(key, Effect.USED, false, language.map(spoken -> Text.of("check.used.spoken", spoken)).orElseGet(() -> Text.of("check.used")));
    }

    /// A key that another server calls otherwise.
    private SettingsFinding translated(Key key, WrittenFile.Translated translated, boolean important) {
        if (translated.own().isEmpty()) {
            return row(key, Effect.KEPT, important, Text.of("check.entry.kept"));
        }
        if (!translated.holds()) {
            return row(key, Effect.REPLACED, important, Text.of(translated.textId()));
        }
        String own = translated.own().get();
        if (own.startsWith(ModelFindings.PURPOSES + ".")) {
            return models.purpose(key, own.substring(ModelFindings.PURPOSES.length() + 1));
        }
        if (inEntry(own, parts.kinds()) && !parts.inForce(own)) {
            String alias = DottedKey.names(own).get(1);
            return row(key, Effect.UNUSED, important, alias.startsWith("<") ? Text.of("check.other.none") : Text.of("check.other", alias));
        }
        Optional<Problem> refused = refused(own);
        if (refused.isPresent()) {
            return row(key, Effect.REPLACED, important, Text.of("check.refused", refused.get().args().get(2)));
        }
        if (!models.answers() && OF_MODELS.contains(own)) {
            return row(key, Effect.UNUSED, false, Text.of("check.no_model"));
        }
        // our own key goes before the other server's
        Optional<Key> beside = file.key(own);
        return beside.isPresent() ? row(key, Effect.OVERRIDDEN, important, Text.of("check.beside", own))
            : row(key, Effect.USED, important, Text.of("check.used.as", own, inForce(own)));
    }

    private Optional<Problem> refused(String key) {
        return configuration.found().stream()
            .filter(problem -> problem.code() == ProblemCode.SETTING_REFUSED && problem.subject().equals(new ProblemSubject.Setting(key))).findFirst();
    }

    private String inForce(String key) {
        return configuration.written(key).map(SettingsReportBuilder::shown).orElse("–");
    }

    private static SettingsFinding row(Key key, Effect effect, boolean important, Text text) {
        return new SettingsFinding(key.line(), key.key(), written(key), effect, important, text, List.of());
    }

    private static SettingsFinding toFill(Key key, Effect effect, boolean important, Text text) {
        return new SettingsFinding(key.line(), key.key(), written(key), effect, important, text, List.of(new SettingsFinding.Remedy.Fill(key.key())));
    }

    private static String written(Key key) {
        return shown(key.value());
    }

    private static String shown(Object value) {
        String text = String.valueOf(value).strip().replaceAll("\\s+", " ");
        return TextLimit.cut(text, MAX_WRITTEN + 1);
    }

    /// Whether a key lies in the entry of one of these kinds, such as `LLM.small.api_key`.
    static boolean inEntry(String key, Collection<ProviderKind> kinds) {
        List<String> names = DottedKey.names(key);
        return names.size() > 1 && kinds.stream().anyMatch(kind -> kind.name().equals(names.getFirst()));
    }

    /// The hint for the address of a provider that is called, and whether it cannot be meant; empty where there is nothing to say.
    static Optional<SettingsFinding> address(Configuration configuration, WrittenFile file, ProviderSettings provider, boolean used) {
        ServerSettings server = configuration.settings().get().of(ServerSettings.SECTION);
        String key = AddressHint.key(provider.kind(), provider.alias(), provider);
        return AddressHint.address(provider).flatMap(address -> {
            boolean own = AddressHint.own(address, server);
            Optional<Text> text = own ? Optional.of(Text.of("check.hint.own")) : AddressHint.called(address);
            return text.map(hint -> new SettingsFinding(file.line(key), key, AddressSecrets.mask(address),
                own ? Effect.TO_FILL : used ? Effect.USED : Effect.KEPT, own && used, hint, List.of(new SettingsFinding.Remedy.Fill(key))));
        });
    }

    /// What becomes of the entry in use, of a known type: fields that nothing reads are named.
    /// Those that mean nothing anywhere but on the other server's disk are not.
    static Text used(WrittenFile file, ProviderKind kind, Optional<ProviderType> type, String entry) {
        ProviderFields fields = ProviderFields.of(kind);
        List<String> refused = new ArrayList<>();
        List<String> unread = new ArrayList<>();
        file.below(entry).filter(key -> !blank(key)).forEach(key -> {
            String field = DottedKey.names(key.key()).get(2);
            boolean own = type.filter(known -> known.hasField(field)).isPresent();
            if (!own && !fields.types().containsKey(field) && !UNMISSED.contains(field)) {
                unread.add(field);
            } else if (DottedKey.names(key.key()).size() == 3 && !(fields.validate(field, key.filled()) instanceof ValidationResult.Ok)) {
                refused.add(field);
            }
        });
        if (!refused.isEmpty()) {
            return Text.of("check.entry.used.refused", joined(refused.stream()), unread.isEmpty() ? "–" : joined(unread.stream()));
        }
        return unread.isEmpty() ? Text.of("check.entry.used")
            : Text.of(kind == ProviderKind.LLM ? "check.entry.used.extra" : "check.entry.used.without", joined(unread.stream()));
    }

    private static String joined(Stream<String> names) {
        return names.distinct().collect(Collectors.joining(", "));
    }

    /// The aliases that the file has below a kind, in file order.
    static List<String> aliases(WrittenFile file, ProviderKind kind) {
        return file.below(kind.name()).map(key -> DottedKey.names(key.key()).get(1)).distinct().toList();
    }
}
