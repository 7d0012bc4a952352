package earshot.ui.models;

import module java.base;

import earshot.asr.WhisperModel;
import earshot.config.DottedKey;
import earshot.config.SettingRemoval;
import earshot.data.LetterCase;
import earshot.engine.Command;
import earshot.engine.ModelsState;
import earshot.engine.ModelsState.Provider;
import earshot.problem.Problem;
import earshot.problem.ProblemSubject;
import earshot.remote.ProviderAddress;
import earshot.remote.ProviderKind;
import earshot.remote.ProviderOffer;
import earshot.ui.kit.Texts;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// View model of the provider form. It holds a newly typed key while the form is open, never the saved one.
/// On the FX thread only.
final class ProviderFormViewModel {
    private static final String ALIAS = "alias";
    private static final String ADDRESS = "address";
    private static final String KEY = "key";
    private static final String MODEL = "model";
    private static final String TCP = "tcp://";

    private final ProviderKind kind;
    private final Optional<Provider> existing;
    private final Supplier<Texts> texts;
    private final List<String> usedAliases;
    private final List<ProviderProtocol> protocols;
    private final ProviderProtocol initialProtocol;
    private final ObjectProperty<ProviderProtocol> protocol = new SimpleObjectProperty<>();
    private final StringProperty alias = new SimpleStringProperty("");
    private final StringProperty address = new SimpleStringProperty("");
    private final StringProperty key = new SimpleStringProperty("");
    /// Of a service that has several, by the names of their fields.
    private final Map<String, StringProperty> keys = new HashMap<>();
    private final StringProperty model = new SimpleStringProperty("");
    private final StringProperty voice = new SimpleStringProperty("");
    private final StringProperty language = new SimpleStringProperty("");
    private final ObservableList<ProviderOffer> offers = FXCollections.observableArrayList();
    private final BooleanProperty selectAfterSave = new SimpleBooleanProperty();
    private final ObservableList<String> offeredModels = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<Map<String, String>> errors = new ReadOnlyObjectWrapper<>(Map.of());
    private boolean validated;
    private boolean modelRequired;
    private final ConnectionFields connection;
    /// The field that the provider's last failure is about.
    private final ReadOnlyObjectWrapper<Optional<String>> refusedField = new ReadOnlyObjectWrapper<>(Optional.empty());
    private Optional<String> trusted = Optional.empty();

    /// @param existing the provider that is edited; empty for a new one
    /// @param usedAliases aliases of its kind that are in use
    ProviderFormViewModel(ProviderKind kind, Optional<Provider> existing, ModelsState state, List<String> usedAliases, boolean use, Supplier<Texts> texts) {
        this.kind = kind;
        this.existing = existing;
        this.texts = texts;
        this.usedAliases = List.copyOf(usedAliases);
        selectAfterSave.set(use);
        protocols = ProviderProtocol.of(kind, state);
        initialProtocol = protocols.stream().filter(protocol -> existing.filter(protocol::matches).isPresent()).findFirst().orElse(protocols.getFirst());
        protocol.set(initialProtocol);
        connection = new ConnectionFields(existing.map(Provider::fields).orElse(Map.of()), this::typed);
        existing.ifPresentOrElse(this::fillFrom, () -> {
            alias.set(freeAlias(initialProtocol));
            address.set(initialProtocol.address());
        });
        offerModelFiles();
        protocol.subscribe(this::protocolChanged);
        for (StringProperty text : List.of(alias, address, key, model, voice, language)) {
            text.subscribe((_, _) -> typed());
        }
        address.subscribe((_, _) -> trusted = Optional.empty());
    }

    private void typed() {
        refusedField.set(Optional.empty());
        updateErrors();
    }

    private void fillFrom(Provider provider) {
        alias.set(provider.alias());
        address.set(switch (initialProtocol.addressKind()) {
            case LOCAL_PROGRAM, MODEL_FILE -> "";
            case HOST_AND_PORT -> hostAndPort(provider);
            case URL -> provider.address().map(where -> where.equals(text(provider, "host")) ? withScheme(where) : where).orElse(initialProtocol.address());
        });
        model.set(provider.model().orElse(""));
        voice.set(text(provider, "voice"));
        language.set(text(provider, "language"));
    }

    /// A bare host, of a service that has one beside its address.
    private String withScheme(String host) {
        return host.contains("://") ? host : initialProtocol.address().replaceFirst("://.*", "://") + host;
    }

    /// With a scheme where it is written whether the connection is encrypted. A host may be a whole address, too, to which nothing is added.
    private static String hostAndPort(Provider provider) {
        String host = text(provider, "host");
        String scheme = switch (text(provider, "is_ssl")) {
            case "true" -> "wss://";
            case "false" -> "ws://";
            default -> "";
        };
        return host.contains("://") ? host : scheme + host + (text(provider, "port").isEmpty() ? "" : ":" + text(provider, "port"));
    }

    private static String text(Provider provider, String field) {
        return Optional.ofNullable(provider.fields().get(field)).map(String::valueOf).orElse("");
    }

    /// Defaults of the previous protocol that were not edited are replaced by those of the new one.
    private void protocolChanged(ProviderProtocol before, ProviderProtocol now) {
        if (address.get().isBlank() || address.get().equals(before.address())) {
            address.set(now.address());
        }
        if (existing.isEmpty() && alias.get().equals(freeAlias(before))) {
            alias.set(freeAlias(now));
        }
        offeredModels.clear();
        offers.clear();
        offerModelFiles();
        validated = false;
        updateErrors();
    }

    /// Of the models that can be fetched.
    private void offerModelFiles() {
        if (protocol.get().addressKind() == ProviderProtocol.AddressKind.MODEL_FILE) {
            offeredModels.setAll(Arrays.stream(WhisperModel.values()).map(WhisperModel::title).toList());
        }
    }

    private String freeAlias(ProviderProtocol protocol) {
        String base = LetterCase.lower(protocol.title().isEmpty() ? "my" + kind : protocol.title()).replaceAll("[^a-z0-9]", "");
        String name = base;
        for (int i = 2; usedAliases.contains(name); i++) {
            name = base + i;
        }
        return name;
    }

    /// Validates the form and returns whether it has no errors. Before the first call only errors of the connection are shown.
    boolean validate(boolean modelRequired) {
        validated = true;
        this.modelRequired = modelRequired;
        refusedField.set(Optional.empty());
        updateErrors();
        return errors.get().isEmpty();
    }

    /// Updates the errors, in the current language.
    void updateErrors() {
        Map<String, String> wrongFields = validated ? findErrors() : new TreeMap<>();
        wrongFields.putAll(connection.errors(protocol.get(), texts.get()));
        errors.set(wrongFields);
    }

    private Map<String, String> findErrors() {
        Map<String, String> wrongFields = new TreeMap<>();
        String name = alias.get().strip();
        if (existing.isEmpty() && !name.matches("[\\p{L}\\p{N}_-]{1,60}")) {
            wrongFields.put(ALIAS, texts.get().get("models.draft.alias.wrong"));
        } else if (existing.isEmpty() && usedAliases.contains(name)) {
            wrongFields.put(ALIAS, texts.get().get("models.draft.alias.taken"));
        }
        if (!addressValid()) {
            wrongFields.put(ADDRESS, texts.get()
                .get(protocol.get().addressKind() == ProviderProtocol.AddressKind.HOST_AND_PORT ? "models.draft.address.host" : "models.draft.address.wrong"));
        }
        if (Stream.concat(Stream.of(key), typedKeys().values().stream()).anyMatch(one -> !one.get().isBlank() && !one.get().strip().matches("[!-~]+"))) {
            wrongFields.put(KEY, texts.get().get("models.draft.key.wrong"));
        }
        if (modelRequired && kind == ProviderKind.LLM && model.get().isBlank()) {
            wrongFields.put(MODEL, texts.get().get("models.draft.model.wrong"));
        }
        return wrongFields;
    }

    private boolean addressValid() {
        return switch (protocol.get().addressKind()) {
            case LOCAL_PROGRAM, MODEL_FILE -> true;
            case HOST_AND_PORT -> hostAndPort().isPresent();
            case URL -> {
                String filled = protocol.get().isTemplate() ? address.get().replaceAll("\\{\\w+\\}", "x") : address.get();
                yield filled.contains("://")
                    && (ProviderAddress.parse(filled).isPresent() || webSocket() && ProviderAddress.parseWebSocket(filled).isPresent());
            }
        };
    }

    /// Whether the service is reached by WebSocket.
    private boolean webSocket() {
        return protocol.get().address().startsWith("ws");
    }

    /// Whether the service is reached by bare TCP, which knows no TLS here.
    private boolean tcp() {
        return protocol.get().address().startsWith(TCP);
    }

    private Optional<URI> hostAndPort() {
        String typed = address.get().strip();
        return ProviderAddress.parseWebSocket(tcp() && typed.startsWith(TCP) ? typed.substring(TCP.length()) : typed);
    }

    /// The command that saves the provider. Only after [#validate] returned true.
    Command.PutProvider command() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("type", existing.filter(_ -> protocol.get().equals(initialProtocol)).map(Provider::type).orElse(protocol.get().type()));
        switch (protocol.get().addressKind()) {
            case LOCAL_PROGRAM -> { }
            case MODEL_FILE -> fields.put(protocol.get().modelKey(), valueOrRemoval(model));
            case HOST_AND_PORT -> {
                URI server = hostAndPort().orElseThrow();
                fields.put("host", server.getHost());
                fields.put("port", server.getPort() < 0 ? new SettingRemoval() : (Object) server.getPort());
                if (!tcp()) {
                    // without a scheme both are tried
                    fields.put("is_ssl", address.get().contains("://") ? (Object) server.getScheme().equals("wss") : new SettingRemoval());
                } else if (kind == ProviderKind.ASR) {
                    fields.put(protocol.get().modelKey(), valueOrRemoval(model));
                    fields.put("language", valueOrRemoval(language));
                }
            }
            case URL -> {
                fields.put(protocol.get().addressKey(), address.get().strip());
                fields.put(protocol.get().modelKey(), valueOrRemoval(model));
            }
        }
        if (kind == ProviderKind.TTS) {
            fields.put("voice", valueOrRemoval(voice));
        }
        typedKeys().forEach((name, typed) -> {
            if (!typed.get().isBlank()) {
                fields.put(name, typed.get().strip());
            }
        });
        fields.putAll(connection.changes(protocol.get()));
        trusted.ifPresent(fingerprint -> fields.put("certificate_sha256", fingerprint));
        Optional<String> only = Optional.of(key.get().strip()).filter(text -> !text.isEmpty() && keyNames().isEmpty());
        return new Command.PutProvider(kind, alias.get().strip(), fields, only);
    }

    /// The names of the keys of a service that has several.
    List<String> keyNames() {
        return protocol.get().keyNames();
    }

    /// What was typed for one of several keys.
    StringProperty key(String name) {
        return keys.computeIfAbsent(name, _ -> {
            StringProperty typed = new SimpleStringProperty("");
            typed.subscribe((_, _) -> typed());
            return typed;
        });
    }

    private SequencedMap<String, StringProperty> typedKeys() {
        SequencedMap<String, StringProperty> typed = new LinkedHashMap<>();
        keyNames().forEach(name -> typed.put(name, key(name)));
        return typed;
    }

    private static Object valueOrRemoval(StringProperty text) {
        return text.get().isBlank() ? new SettingRemoval() : text.get().strip();
    }

    /// Trusts a certificate that the server at this address showed.
    ///
    /// @param fingerprint its SHA-256
    void trust(String fingerprint) {
        trusted = Optional.of(fingerprint);
    }

    /// Marks the field that a provider's failure is about, until something is typed.
    void showFailure(Problem problem) {
        refusedField.set(problem.subject() instanceof ProblemSubject.Setting setting ? formField(DottedKey.names(setting.key()).getLast()) : Optional.empty());
    }

    private Optional<String> formField(String name) {
        return keyNames().contains(name) ? Optional.of(KEY) : Optional.ofNullable(switch (name) {
            case "base_url", "url", "api_url", "ws_url", "host", "port" -> ADDRESS;
            case "api_key", "access_token", "token" -> KEY;
            case "model_name", "model" -> MODEL;
            case "timeout", "headers" -> name;
            case "http_proxy", "https_proxy", "proxy" -> ConnectionFields.PROXY;
            default -> null;
        });
    }

    boolean isNew() {
        return existing.isEmpty();
    }

    boolean changes(Provider provider) {
        return kind == provider.kind() && existing.filter(one -> one.alias().equals(provider.alias())).isPresent();
    }

    ProviderKind kind() {
        return kind;
    }

    List<ProviderProtocol> protocols() {
        return protocols;
    }

    /// The same for one of several.
    Optional<String> maskedKey(String name) {
        return existing.map(provider -> text(provider, name)).filter(shown -> !shown.isEmpty());
    }

    /// The saved key, masked; empty for none.
    Optional<String> maskedKey() {
        return existing.flatMap(Provider::key);
    }

    ObjectProperty<ProviderProtocol> protocol() {
        return protocol;
    }

    StringProperty alias() {
        return alias;
    }

    StringProperty address() {
        return address;
    }

    StringProperty key() {
        return key;
    }

    StringProperty model() {
        return model;
    }

    StringProperty voice() {
        return voice;
    }

    StringProperty language() {
        return language;
    }

    /// What the provider said that it offers.
    ObservableList<ProviderOffer> offers() {
        return offers;
    }

    /// Takes a model or voice that is offered.
    ///
    /// @param spoken the language to use it for; blank for any
    void take(ProviderOffer offer, String spoken) {
        if (kind == ProviderKind.TTS) {
            voice.set(offer.name());
        } else {
            model.set(offer.name());
            language.set(spoken);
        }
    }

    /// Whether to choose it for its kind when it is saved.
    BooleanProperty selectAfterSave() {
        return selectAfterSave;
    }

    ObservableList<String> offeredModels() {
        return offeredModels;
    }

    /// How the provider is reached, beside its address.
    ConnectionFields connection() {
        return connection;
    }

    /// The field that the provider's last failure is about, named as in [#errors].
    ReadOnlyObjectProperty<Optional<String>> refusedField() {
        return refusedField.getReadOnlyProperty();
    }

    /// Error texts by field: `alias`, `address`, `key`, `model`, and those of [ConnectionFields#errors].
    ReadOnlyObjectProperty<Map<String, String>> errors() {
        return errors.getReadOnlyProperty();
    }
}
