package earshot.replay;

import module java.base;

import earshot.catalog.BuiltInAssistant;
import earshot.catalog.ModelVendor;
import earshot.catalog.ProviderType;
import earshot.config.DottedKey;
import earshot.data.AddressSecrets;
import earshot.data.LetterCase;
import earshot.remote.ProviderKind;

/// Where recorded settings make an engine connect to. Whoever made the file chose these addresses. Pure functions.
public final class OutsideAddresses {
    private static final List<String> FIELDS = List.of("base_url", "ws_url", "api_url", "url", "host");
    /// Connected to as well.
    private static final List<String> FURTHER = List.of("token_url", "http_proxy", "https_proxy");
    private static final String SELECTED = "selected_module";
    private static final String BY_PURPOSE = "llm_by_mode";
    private static final Set<String> ENDPOINTS = Set.of("mcp_endpoint");
    private static final String SCHEME_END = "://";
    private static final String TYPE = "type";

    private final Map<List<String>, String> texts = new LinkedHashMap<>();

    private OutsideAddresses(Map<String, Object> settings) {
        settings.forEach((key, value) -> collect(DottedKey.names(key), value));
    }

    /// The addresses by what connects to them, such as `LLM.small`, or by the key of the setting; secrets in them are masked. Empty where the engine
    /// connects to nothing.
    ///
    /// @param settings by dotted key, values of any kind
    public static SortedMap<String, String> of(Map<String, Object> settings) {
        return new OutsideAddresses(settings).all();
    }

    private void collect(List<String> names, Object value) {
        switch (value) {
            case Map<?, ?> map -> map.forEach((name, below) -> collect(with(names, String.valueOf(name)), below));
            case List<?> list -> IntStream.range(0, list.size()).forEach(at -> collect(with(names, String.valueOf(at)), list.get(at)));
            case null -> { }
            default -> texts.put(names, String.valueOf(value).strip());
        }
    }

    private static List<String> with(List<String> names, String name) {
        return Stream.concat(names.stream(), Stream.of(name)).toList();
    }

    private SortedMap<String, String> all() {
        SortedMap<String, String> all = new TreeMap<>();
        for (ProviderKind kind : ProviderKind.values()) {
            Stream.concat(written(kind), selected(kind)).forEach(alias -> {
                address(kind, alias).ifPresent(address -> all.put(DottedKey.of(kind.name(), alias), AddressSecrets.mask(address)));
                FURTHER.forEach(field -> field(kind, alias, field)
                    .ifPresent(address -> all.put(DottedKey.of(kind.name(), alias, field), AddressSecrets.mask(address))));
            });
        }
        texts.forEach((names, text) -> {
            boolean ofProvider = Stream.of(ProviderKind.values()).anyMatch(kind -> kind.name().equals(names.getFirst()));
            if (!ofProvider && (text.contains(SCHEME_END) || ENDPOINTS.contains(names.getFirst()) && !text.isEmpty())) {
                all.put(DottedKey.of(names.toArray(String[]::new)), AddressSecrets.mask(text));
            }
        });
        return all;
    }

    private Stream<String> written(ProviderKind kind) {
        return texts.keySet().stream().filter(names -> names.size() > 1 && names.getFirst().equals(kind.name())).map(names -> names.get(1)).distinct();
    }

    /// Also of a type that needs no section.
    private Stream<String> selected(ProviderKind kind) {
        return texts.entrySet().stream().filter(text -> {
            List<String> names = text.getKey();
            return names.equals(List.of(SELECTED, kind.name()))
                || kind == ProviderKind.LLM && names.getFirst().equals(BY_PURPOSE) && (names.size() == 2 || names.getLast().equals("alias"));
        }).map(Map.Entry::getValue);
    }

    private Optional<String> address(ProviderKind kind, String alias) {
        String type = LetterCase.lower(field(kind, alias, TYPE).orElse(alias));
        Optional<ProviderType> known = kind == ProviderKind.LLM ? ModelVendor.of(type).map(ModelVendor::entry) : kind.type(type);
        if (known.filter(one -> one.location() != ProviderType.Location.REMOTE).isPresent()
            || kind == ProviderKind.LLM && BuiltInAssistant.of(type).isPresent()) {
            return Optional.empty();
        }
        Optional<String> port = field(kind, alias, "port");
        return FIELDS.stream().flatMap(field -> field(kind, alias, field).stream()).findFirst()
            .map(address -> port.map(number -> address + ":" + number).orElse(address))
            .or(() -> known.flatMap(ProviderType::usualAddress));
    }

    private Optional<String> field(ProviderKind kind, String alias, String field) {
        return Optional.ofNullable(texts.get(List.of(kind.name(), alias, field))).filter(text -> !text.isEmpty());
    }
}
