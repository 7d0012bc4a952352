package earshot.ui.models;

import module java.base;

import earshot.catalog.ProviderField;
import earshot.catalog.ProviderType;
import earshot.config.SettingRemoval;
import earshot.data.LetterCase;
import earshot.remote.ProxyAddress;
import earshot.remote.RequestTemplate;
import earshot.ui.kit.Texts;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// How a provider is reached, beside its address: the longest time for a request, a proxy, headers, and whether the embedded provider takes over.
/// Only what is changed is saved, so that a masked secret never replaces the one it stands for. On the FX thread only.
final class ConnectionFields {
    static final String TIMEOUT = "timeout";
    static final String PROXY = "proxy";
    static final String HEADERS = "headers";
    static final String STAND_IN = "stand_in";
    /// In the order in which a provider's section is read for `https`; one for the other scheme counts where the own one is missing.
    private static final List<String> PROXY_KEYS = List.of("https_proxy", "http_proxy", PROXY);
    /// Settings names.
    static final Set<String> FIELDS = Stream.concat(PROXY_KEYS.stream(), Stream.of(TIMEOUT, HEADERS, STAND_IN)).collect(Collectors.toUnmodifiableSet());
    /// Stands for a user name and password.
    private static final String MASK = "***";
    private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern HEADER_VALUE = Pattern.compile("[ -~]*");

    /// A header of the requests.
    ///
    /// @param masked its saved value; empty for one that is added
    record Header(StringProperty name, StringProperty value, Optional<String> masked) {
        private boolean blank() {
            return masked.isEmpty() && name.get().isBlank() && value.get().isBlank();
        }
    }

    private final Map<String, Object> saved;
    private final Runnable onTyped;
    private final StringProperty timeout = new SimpleStringProperty();
    private final StringProperty proxy = new SimpleStringProperty();
    private final BooleanProperty standIn = new SimpleBooleanProperty();
    private final ObservableList<Header> headers = FXCollections.observableArrayList();

    /// @param saved the fields of the provider's section, with masked secrets
    /// @param onTyped runs after each change
    ConnectionFields(Map<String, Object> saved, Runnable onTyped) {
        this.saved = saved;
        this.onTyped = onTyped;
        timeout.set(text(TIMEOUT));
        proxy.set(proxyKey().map(this::text).orElse(""));
        standIn.set(savedStandIn());
        savedHeaders().forEach((name, value) -> headers.add(header(name, Optional.of(value))));
        timeout.subscribe((_, _) -> onTyped.run());
        proxy.subscribe((_, _) -> onTyped.run());
    }

    private String text(String key) {
        return Optional.ofNullable(saved.get(key)).map(String::valueOf).orElse("").strip();
    }

    private Optional<String> proxyKey() {
        return PROXY_KEYS.stream().filter(key -> !text(key).isEmpty()).findFirst();
    }

    private boolean savedStandIn() {
        return !Set.of("false", "no", "off", "0").contains(LetterCase.lower(text(STAND_IN)));
    }

    private Map<String, String> savedHeaders() {
        Map<String, String> written = new LinkedHashMap<>();
        if (saved.get(HEADERS) instanceof Map<?, ?> map) {
            map.forEach((name, value) -> written.put(String.valueOf(name), String.valueOf(value)));
        }
        return written;
    }

    private Header header(String name, Optional<String> masked) {
        Header header = new Header(new SimpleStringProperty(name), new SimpleStringProperty(""), masked);
        header.name.subscribe((_, _) -> onTyped.run());
        header.value.subscribe((_, _) -> onTyped.run());
        return header;
    }

    Header addHeader() {
        Header added = header("", Optional.empty());
        headers.add(added);
        return added;
    }

    void removeHeader(Header header) {
        headers.remove(header);
        onTyped.run();
    }

    /// Whether the section of a provider of this protocol is read for one of these fields.
    static boolean has(ProviderProtocol protocol, String field) {
        Optional<ProviderType> type = protocol.kind().type(protocol.type());
        return field.equals(PROXY)
            ? type.filter(known -> known.location() == ProviderType.Location.REMOTE).isPresent() && !protocol.address().startsWith("tcp://")
            : type.filter(known -> known.hasField(field)).isPresent();
    }

    /// What is to be written, by settings name: only what differs from what is saved.
    Map<String, Object> changes(ProviderProtocol protocol) {
        Map<String, Object> changes = new LinkedHashMap<>();
        if (has(protocol, TIMEOUT) && !timeout.get().strip().equals(text(TIMEOUT))) {
            changes.put(TIMEOUT, seconds(timeout.get()).map(ConnectionFields::plain).orElseGet(SettingRemoval::new));
        }
        if (has(protocol, PROXY) && !proxy.get().strip().equals(proxyKey().map(this::text).orElse(""))) {
            changes.putAll(proxyChanges());
        }
        if (has(protocol, STAND_IN) && standIn.get() != savedStandIn()) {
            changes.put(STAND_IN, standIn.get());
        }
        Map<String, Object> changedHeaders = has(protocol, HEADERS) ? headerChanges() : Map.of();
        if (!changedHeaders.isEmpty()) {
            changes.put(HEADERS, changedHeaders);
        }
        return changes;
    }

    private Map<String, Object> proxyChanges() {
        if (!proxy.get().isBlank()) {
            return Map.of(proxyKey().orElse(PROXY_KEYS.getFirst()), proxy.get().strip());
        }
        return PROXY_KEYS.stream().filter(saved::containsKey).collect(Collectors.toMap(key -> key, _ -> new SettingRemoval()));
    }

    private Map<String, Object> headerChanges() {
        Map<String, Object> changes = new LinkedHashMap<>();
        savedHeaders().keySet().forEach(name -> changes.put(name, new SettingRemoval()));
        for (Header header : headers) {
            String name = header.name.get().strip();
            if (header.masked.isPresent() && header.value.get().isBlank()) {
                changes.remove(name);
            } else if (!header.blank()) {
                changes.put(name, header.value.get().strip());
            }
        }
        return changes;
    }

    private static Optional<BigDecimal> seconds(String typed) {
        try {
            return Optional.of(new BigDecimal(typed.strip()));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static Object plain(BigDecimal seconds) {
        return seconds.stripTrailingZeros().scale() <= 0 ? (Object) seconds.intValue() : seconds.doubleValue();
    }

    /// Error texts by field: `timeout`, `proxy`, `headers`. Of what is saved and was not touched none is told.
    Map<String, String> errors(ProviderProtocol protocol, Texts texts) {
        Map<String, String> errors = new TreeMap<>();
        if (has(protocol, TIMEOUT) && !timeout.get().strip().equals(text(TIMEOUT)) && !timeout.get().isBlank()) {
            range(protocol).filter(range -> seconds(timeout.get()).filter(seconds -> range.accepts(seconds.doubleValue())).isEmpty())
                .ifPresent(range -> errors.put(TIMEOUT, texts.get("models.draft.timeout.wrong", (int) range.min(), (int) range.max())));
        }
        if (has(protocol, PROXY) && !proxy.get().strip().equals(proxyKey().map(this::text).orElse(""))) {
            proxyError().ifPresent(key -> errors.put(PROXY, texts.get(key)));
        }
        if (has(protocol, HEADERS)) {
            headerError().ifPresent(key -> errors.put(HEADERS, texts.get(key)));
        }
        return errors;
    }

    private static Optional<ProviderField.Form.Number> range(ProviderProtocol protocol) {
        return protocol.kind().type(protocol.type()).stream().flatMap(type -> type.fields().stream()).filter(field -> field.key().equals(TIMEOUT))
            .map(ProviderField::form).filter(ProviderField.Form.Number.class::isInstance).map(ProviderField.Form.Number.class::cast).findFirst();
    }

    private Optional<String> proxyError() {
        String typed = proxy.get().strip();
        if (typed.isEmpty()) {
            return Optional.empty();
        }
        if (typed.contains(MASK)) {
            return Optional.of("models.draft.proxy.masked");
        }
        Optional<ProxyAddress> address = ProxyAddress.parse(typed);
        return address.isEmpty() ? Optional.of("models.draft.proxy.wrong") : address.filter(ProxyAddress::usable).isEmpty()
            ? Optional.of("models.draft.proxy.socks") : Optional.empty();
    }

    private Optional<String> headerError() {
        List<Header> filled = headers.stream().filter(header -> !header.blank()).toList();
        List<Header> added = filled.stream().filter(header -> header.masked.isEmpty()).toList();
        if (added.stream().anyMatch(header -> !HEADER_NAME.matcher(header.name.get().strip()).matches())) {
            return Optional.of("models.draft.header.name.wrong");
        }
        if (added.stream().anyMatch(header -> RequestTemplate.isOwnHeader(header.name.get()))) {
            return Optional.of("models.draft.header.own");
        }
        if (filled.stream().map(header -> LetterCase.lower(header.name.get().strip())).distinct().count() < filled.size()) {
            return Optional.of("models.draft.header.twice");
        }
        return filled.stream().allMatch(header -> HEADER_VALUE.matcher(header.value.get()).matches()) ? Optional.empty()
            : Optional.of("models.draft.header.value.wrong");
    }

    /// In seconds; blank for what is usual.
    StringProperty timeout() {
        return timeout;
    }

    /// Its address; blank for that of the environment.
    StringProperty proxy() {
        return proxy;
    }

    /// Whether the embedded provider takes over when this one fails.
    BooleanProperty standIn() {
        return standIn;
    }

    ObservableList<Header> headers() {
        return headers;
    }

    /// Whether anything here is set, so that it should not be hidden.
    boolean used(ProviderProtocol protocol) {
        return has(protocol, TIMEOUT) && !text(TIMEOUT).isEmpty() || has(protocol, PROXY) && proxyKey().isPresent()
            || has(protocol, STAND_IN) && !savedStandIn() || has(protocol, HEADERS) && !savedHeaders().isEmpty();
    }
}
