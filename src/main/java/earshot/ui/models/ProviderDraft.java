package earshot.ui.models;

import earshot.config.Dotted;
import earshot.config.ProviderKind;
import earshot.engine.Command;
import earshot.engine.ModelsState;
import earshot.engine.ModelsState.Provider;
import earshot.problem.Problem;
import earshot.problem.Subject;
import earshot.ui.part.Texts;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
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
final class ProviderDraft {
    private static final String ALIAS = "alias";
    private static final String ADDRESS = "address";
    private static final String KEY = "key";
    private static final String MODEL = "model";

    private final ProviderKind kind;
    private final Optional<Provider> present;
    private final Supplier<Texts> texts;
    private final List<String> taken;
    private final List<Protocol> protocols;
    private final Protocol first;
    private final ObjectProperty<Protocol> protocol = new SimpleObjectProperty<>();
    private final StringProperty alias = new SimpleStringProperty("");
    private final StringProperty address = new SimpleStringProperty("");
    private final StringProperty key = new SimpleStringProperty("");
    private final StringProperty model = new SimpleStringProperty("");
    private final StringProperty voice = new SimpleStringProperty("");
    private final BooleanProperty use = new SimpleBooleanProperty();
    private final ObservableList<String> offered = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<Map<String, String>> slips = new ReadOnlyObjectWrapper<>(Map.of());
    private boolean asked;
    private boolean whole;
    private Optional<Problem> blamed = Optional.empty();

    /// @param present the provider that is edited; empty for a new one
    /// @param taken aliases of its kind that are in use
    ProviderDraft(ProviderKind kind, Optional<Provider> present, ModelsState state, List<String> taken, boolean use, Supplier<Texts> texts) {
        this.kind = kind;
        this.present = present;
        this.texts = texts;
        this.taken = List.copyOf(taken);
        this.use.set(use);
        protocols = Protocol.of(kind, state);
        first = protocols.stream().filter(protocol -> present.filter(protocol::speaks).isPresent()).findFirst().orElse(protocols.getFirst());
        protocol.set(first);
        present.ifPresentOrElse(this::fill, () -> {
            alias.set(free(first));
            address.set(first.address());
        });
        protocol.subscribe(this::follow);
        for (StringProperty text : List.of(alias, address, key, model, voice)) {
            text.subscribe((_, _) -> {
                blamed = Optional.empty();
                judge();
            });
        }
    }

    private void fill(Provider provider) {
        alias.set(provider.alias());
        address.set(switch (first.reach()) {
            case HERE -> "";
            case HOST -> (text(provider, "is_ssl").equals("true") ? "wss://" : "") + text(provider, "host") + (text(provider, "port").isEmpty() ? "" : ":" + text(provider, "port"));
            case ADDRESS -> provider.address().orElse(first.address());
        });
        model.set(provider.model().orElse(""));
        voice.set(text(provider, "voice"));
    }

    private static String text(Provider provider, String field) {
        return Optional.ofNullable(provider.fields().get(field)).map(String::valueOf).orElse("");
    }

    /// Defaults of the previous protocol that were not edited are replaced by those of the new one.
    private void follow(Protocol before, Protocol now) {
        if (address.get().isBlank() || address.get().equals(before.address())) {
            address.set(now.address());
        }
        if (present.isEmpty() && alias.get().equals(free(before))) {
            alias.set(free(now));
        }
        offered.clear();
        asked = false;
        judge();
    }

    private String free(Protocol protocol) {
        String base = (protocol.title().isEmpty() ? "my" + kind : protocol.title()).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        String name = base;
        for (int i = 2; taken.contains(name); i++) {
            name = base + i;
        }
        return name;
    }

    /// Validates the form and returns whether it has no errors. No errors are shown before the first call.
    ///
    /// @param whole whether a model is required as well
    boolean good(boolean whole) {
        asked = true;
        this.whole = whole;
        blamed = Optional.empty();
        judge();
        return slips.get().isEmpty();
    }

    /// Updates the errors, in the current language.
    void judge() {
        Map<String, String> found = asked ? found() : new TreeMap<>();
        blamed.ifPresent(problem -> field(problem).ifPresent(name ->
            found.put(name, texts.get().what(problem) + " " + texts.get().why(problem) + "\n→ " + texts.get().remedy(problem))));
        slips.set(found);
    }

    private Map<String, String> found() {
        Map<String, String> found = new TreeMap<>();
        String name = alias.get().strip();
        if (present.isEmpty() && !name.matches("[\\p{L}\\p{N}_-]{1,60}")) {
            found.put(ALIAS, texts.get().get("models.draft.alias.wrong"));
        } else if (present.isEmpty() && taken.contains(name)) {
            found.put(ALIAS, texts.get().get("models.draft.alias.taken"));
        }
        if (!addressed()) {
            found.put(ADDRESS, texts.get().get(protocol.get().reach() == Protocol.Reach.HOST ? "models.draft.address.host" : "models.draft.address.wrong"));
        }
        if (!key.get().isBlank() && !key.get().strip().matches("[!-~]+")) {
            found.put(KEY, texts.get().get("models.draft.key.wrong"));
        }
        if (whole && kind == ProviderKind.LLM && model.get().isBlank()) {
            found.put(MODEL, texts.get().get("models.draft.model.wrong"));
        }
        return found;
    }

    private boolean addressed() {
        String written = address.get().strip();
        try {
            return switch (protocol.get().reach()) {
                case HERE -> true;
                case HOST -> host().getHost() != null;
                case ADDRESS -> written.matches("https?://.*") && URI.create(written).getHost() != null;
            };
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private URI host() {
        String written = address.get().strip();
        return URI.create(written.contains("://") ? written : "ws://" + written);
    }

    /// The command that saves the provider. Only after [#good] returned true.
    Command.PutProvider command() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("type", present.filter(_ -> protocol.get().equals(first)).map(Provider::type).orElse(protocol.get().type()));
        switch (protocol.get().reach()) {
            case HERE -> { }
            case HOST -> {
                fields.put("host", host().getHost());
                fields.put("port", host().getPort() < 0 ? Optional.empty() : (Object) host().getPort());
                fields.put("is_ssl", "wss".equalsIgnoreCase(host().getScheme()));
            }
            case ADDRESS -> {
                fields.put("base_url", address.get().strip());
                fields.put(kind == ProviderKind.TTS ? MODEL : "model_name", orOut(model));
            }
        }
        if (kind == ProviderKind.TTS) {
            fields.put("voice", orOut(voice));
        }
        return new Command.PutProvider(kind, alias.get().strip(), fields, Optional.of(key.get().strip()).filter(text -> !text.isEmpty()));
    }

    private static Object orOut(StringProperty text) {
        return text.get().isBlank() ? Optional.empty() : text.get().strip();
    }

    /// Shows a provider's failure beside the field it is about, until something is typed. Returns false if it is about none.
    boolean blame(Problem problem) {
        blamed = Optional.of(problem);
        judge();
        return field(problem).isPresent();
    }

    /// The field of the form that a problem is about.
    private static Optional<String> field(Problem problem) {
        return problem.subject() instanceof Subject.Setting setting ? Optional.ofNullable(switch (Dotted.names(setting.key()).getLast()) {
            case "base_url", "url", "api_url", "host", "port" -> ADDRESS;
            case "api_key" -> KEY;
            case "model_name", "model" -> MODEL;
            default -> null;
        }) : Optional.empty();
    }

    /// Whether it is a new provider, whose alias can be chosen.
    boolean isNew() {
        return present.isEmpty();
    }

    ProviderKind kind() {
        return kind;
    }

    /// The protocols to choose from.
    List<Protocol> protocols() {
        return protocols;
    }

    /// The saved key, masked; empty for none.
    Optional<String> presentKey() {
        return present.flatMap(Provider::key);
    }

    ObjectProperty<Protocol> protocol() {
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

    /// Whether to choose it for its kind when it is saved.
    BooleanProperty use() {
        return use;
    }

    /// Models that the provider lists.
    ObservableList<String> offered() {
        return offered;
    }

    /// Error texts by field: `alias`, `address`, `key`, `model`.
    ReadOnlyObjectProperty<Map<String, String>> slips() {
        return slips.getReadOnlyProperty();
    }
}
