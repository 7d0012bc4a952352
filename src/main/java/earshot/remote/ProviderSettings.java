package earshot.remote;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.catalog.ProviderType;
import earshot.config.DottedKey;
import earshot.config.Placeholder;
import earshot.config.SelectedModule;
import earshot.config.Setting;
import earshot.config.SettingsGroup;
import earshot.config.SettingsSection;
import earshot.config.ValidationResult;
import earshot.config.ValueType;
import earshot.data.LetterCase;
import earshot.event.SecretMasker;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;

/// A provider as its settings section describes it.
///
/// @param kind mostly `ASR` or `TTS`
/// @param type in lower case: `sphinx4`, `openai`, `fun_server`; `freetts`, `openai`, `espeak`, `system`
/// @param section `<kind>.<alias>`, empty for an embedded provider without one
public record ProviderSettings(ProviderKind kind, String alias, String type, ObjectNode section) {
    private static final int MIN_SECRET_CHARS = 4;
    /// What is said to a provider in words of any kind.
    private static final Set<String> PROSE = Set.of("prompt", "context", "hotwords", "instructions", "prompt_text", "instruct_text");
    /// Sent to a provider as they are.
    private static final List<String> TREES = List.of("headers", "params", "body", "extra_body");
    private static final Pattern HEADER_WORD = Pattern.compile("^bearer\\s+", Pattern.CASE_INSENSITIVE);
    private static final Pattern IN_HEADERS = Pattern.compile("[!-~]+");
    private static final List<String> ADDRESSES = List.of("base_url", "ws_url", "api_url", "url", "host");
    private static final List<String> NEEDED = List.of("model_name", "model", "voice");
    /// Needed by the types that have such a field.
    private static final List<String> NEEDED_BY_TYPE = List.of("appid", "group_id", "voice_id");

    /// The settings of a kind whose provider is selected by type or alias.
    public static SettingsSection<ProviderSettings> selected(ProviderKind kind) {
        Setting<String> selection = Setting.module(DottedKey.of("selected_module", kind.name()), kind.types().stream().map(ProviderType::typeName).toList());
        return new SettingsSection<>(settings -> {
            SelectedModule module = settings.selected(selection);
            ProviderSettings provider = new ProviderSettings(kind, module.alias(), module.type(), module.section());
            Optional<String> unfilled = provider.unfilled().filter(_ -> provider.fallbackAllowed());
            unfilled.ifPresent(key -> settings.report(Problem.of(ProblemCode.PROVIDER_UNFILLED, provider.subject(key), provider.alias(), key)));
            return unfilled.isEmpty() ? provider
                : new ProviderSettings(kind, selection.defaultValue(), selection.defaultValue(), JsonNodeFactory.instance.objectNode());
        }, SettingsGroup.elsewhere("models", selection), ProviderFields.of(kind).group());
    }

    /// A provider as written, selected or not, of any type.
    public static ProviderSettings of(ProviderKind kind, String alias, ObjectNode section) {
        return new ProviderSettings(kind, alias, LetterCase.lower(section.path("type").asText(alias).strip()), section);
    }

    /// Whether it is built in, and so needs neither network nor another program.
    public boolean embedded() {
        return kind.type(type).filter(known -> known.location() == ProviderType.Location.EMBEDDED).isPresent();
    }

    /// The first non-blank text or number among these keys; a placeholder left over from a template counts as absent.
    public Optional<String> text(String... keys) {
        return Arrays.stream(keys).flatMap(key -> Stream.of(section.path(key)).filter(JsonNode::isValueNode).map(value -> value.asText("").strip())
            .filter(text -> !text.isEmpty() && (PROSE.contains(key) || !Placeholder.matches(text)))).findFirst();
    }

    /// Its name for people: the alias, and behind it in brackets the first of these fields that is filled in, such as its model.
    public String nameWith(String... keys) {
        return alias + text(keys).map(value -> " (" + value + ")").orElse("");
    }

    /// The name of the field that holds the API key: `api_key`, or as the service calls it; of several keys the first of those that are filled in.
    public String keyName() {
        return kind.type(type).map(known -> known.keySets().stream().filter(keys -> missing(keys).isEmpty()).map(List::getFirst).findFirst()
            .orElseGet(known::keyName)).orElse("api_key");
    }

    /// The API key, without the word that a header has before it, which some people copy.
    public Optional<String> key() {
        return text(keyName()).map(key -> HEADER_WORD.matcher(key).replaceFirst(""));
    }

    /// The values of all keys that hold secrets, longest first: some providers send back what they refuse.
    List<String> secrets() {
        return section.propertyStream().filter(field -> SecretMasker.isSecretKey(field.getKey()) && field.getValue().isTextual())
            .map(field -> field.getValue().asText().strip())
            .filter(value -> value.length() >= MIN_SECRET_CHARS).sorted(Comparator.comparingInt(String::length).reversed()).toList();
    }

    /// A field that was never filled in and without which the provider cannot be used; a key that a server of the own network will not ask for is none.
    public Optional<String> unfilled() {
        boolean local = ADDRESSES.stream().flatMap(name -> text(name).stream()).anyMatch(OwnNetwork::contains);
        Optional<ProviderType> known = kind.type(type);
        Stream<String> key = Stream.of(keyName()).filter(_ -> !local && known.filter(ProviderType::hasSeveralKeys).isEmpty());
        Stream<String> own = NEEDED_BY_TYPE.stream().filter(name -> known.filter(one -> one.hasField(name)).isPresent());
        return Stream.of(Stream.of("type"), ADDRESSES.stream(), key, NEEDED.stream(), own).flatMap(keys -> keys)
            .filter(name -> section.path(name).isTextual() && Placeholder.matches(section.path(name).asText())).findFirst()
            .or(() -> known.filter(_ -> !local).flatMap(this::missingKey))
            .or(() -> TREES.stream().flatMap(name -> unfilled(name, section.path(name)).stream()).findFirst());
    }

    /// Of the set of keys that lacks the fewest.
    private Optional<String> missingKey(ProviderType known) {
        return known.keySets().stream().map(this::missing).min(Comparator.comparingInt(List::size)).flatMap(keys -> keys.stream().findFirst());
    }

    private List<String> missing(List<String> keys) {
        return keys.stream().filter(key -> text(key).isEmpty()).toList();
    }

    /// Whether its keys, if it has any, can be sent: no header can carry spaces or Chinese.
    public boolean hasUsableKey() {
        return unusableKey().isEmpty();
    }

    /// The field of a key that cannot be sent.
    public Optional<String> unusableKey() {
        Stream<String> all = kind.type(type).stream().flatMap(known -> known.keySets().stream().flatMap(List::stream)).filter(name -> !name.equals(keyName()));
        return Stream.concat(key().filter(key -> !fitsHeader(key)).map(_ -> keyName()).stream(),
            all.filter(name -> text(name).filter(key -> !fitsHeader(key)).isPresent())).findFirst();
    }

    /// Whether a header can carry it; the HTTP client's exception would show what none can.
    static boolean fitsHeader(String value) {
        return IN_HEADERS.matcher(value).matches();
    }

    /// The first text in a tree that was never filled in, by its dotted key.
    private static Optional<String> unfilled(String key, JsonNode tree) {
        return switch (tree) {
            case ObjectNode object -> object.propertyStream().flatMap(member -> unfilled(DottedKey.of(key, member.getKey()), member.getValue()).stream())
                .findFirst();
            case ArrayNode array -> array.valueStream().flatMap(element -> unfilled(key, element).stream()).findFirst();
            default -> Optional.of(key)
                .filter(_ -> tree.isTextual() && key.contains(".") && Placeholder.matchesWithin(tree.asText(), SecretMasker.isSecretKey(key)));
        };
    }

    /// A field without which nobody is answered.
    ///
    /// @throws earshot.problem.ProblemException with PROVIDER_INCOMPLETE when it is missing
    public String required(String key) {
        return text(key).orElseThrow(() -> ProviderErrors.incomplete(this, key));
    }

    /// The API key of a service that answers nobody without one.
    ///
    /// @throws earshot.problem.ProblemException with PROVIDER_INCOMPLETE when it is missing
    public String requiredKey() {
        return key().orElseThrow(() -> ProviderErrors.incomplete(this, keyName()));
    }

    /// Where the services of its type usually are.
    public Optional<String> usualAddress() {
        return kind.type(type).flatMap(ProviderType::usualAddress);
    }

    /// Of a service over HTTP whose protocol is known: as it is written, else the usual one of its type.
    public String httpAddress() {
        return text("base_url", "api_url", "url").or(this::usualAddress).orElseThrow();
    }

    /// A number, also one that is written as text.
    ///
    /// @param otherwise where it is absent, or none
    public double number(String key, double otherwise) {
        JsonNode value = section.path(key);
        double number = value.asDouble(Double.NaN);
        return Double.isFinite(number) ? number : otherwise;
    }

    /// `timeout`, in seconds.
    public Duration timeout(double otherwise) {
        return Duration.ofMillis((long) (1000 * number("timeout", otherwise)));
    }

    /// A flag, as YAML or people write it.
    ///
    /// @param otherwise where it is absent, or none
    public boolean flag(String key, boolean otherwise) {
        return new ValueType.Flag().validate(section.path(key).asText("")) instanceof ValidationResult.Ok(Object value) ? (Boolean) value : otherwise;
    }

    /// Whether the embedded provider may be used as a fallback when this one fails: `stand_in`, true by default.
    public boolean fallbackAllowed() {
        return flag("stand_in", true);
    }

    /// The same without the embedded provider as a fallback.
    public ProviderSettings withoutFallback() {
        return new ProviderSettings(kind, alias, type, section.deepCopy().put("stand_in", false));
    }

    /// What a problem with one of its fields is about.
    public ProblemSubject subject(String key) {
        return new ProblemSubject.Setting(DottedKey.of(kind.name(), alias, key));
    }

    /// Leaves out the section, which may contain an API key.
    @Override
    public String toString() {
        return "ProviderSettings[" + kind + "." + alias + ", type=" + type + "]";
    }
}
