package earshot.engine;

import module java.base;

import earshot.config.DottedKey;
import earshot.data.LetterCase;
import earshot.engine.SettingsFinding.Text;
import earshot.remote.OwnNetwork;
import earshot.remote.ProviderKind;
import earshot.remote.ProviderSettings;
import earshot.remote.SpecialHostName;
import earshot.server.ServerSettings;

/// What to know of an address that a settings file names, by its text alone: no name is looked up.
final class AddressHint {
    private static final Pattern HOST = Pattern.compile("(?:\\w+://)?(?:[^@/]*@)?(\\[[0-9a-fA-F:]+\\]|[^:/?#\\s]+)(?::(\\d{1,5}))?(?:[/?#].*)?");
    private static final Set<String> EVERY_CARD = Set.of("0.0.0.0", "[::]");

    private AddressHint() {}

    /// Where a provider is called; empty where its section does not say so.
    static Optional<String> address(ProviderSettings provider) {
        return provider.text("base_url", "api_url", "url", "ws_url")
            .or(() -> provider.text("host").map(host -> provider.text("port").map(port -> host + ":" + port).orElse(host)));
    }

    /// The hint for an address that is called.
    static Optional<Text> called(String address) {
        return host(address).flatMap(host -> EVERY_CARD.contains(host) ? Optional.of(Text.of("check.hint.every_card", host)) : name(host));
    }

    /// The hint for an address that boards are told.
    static Optional<Text> advertised(String address) {
        return host(address).flatMap(host -> EVERY_CARD.contains(host) || OwnNetwork.isThisComputer(host) ? Optional.of(Text.of("check.hint.boards", host))
            : SpecialHostName.of(host).map(_ -> Text.of("check.address", host)));
    }

    /// Whether an address is that of this program itself.
    static boolean own(String address, ServerSettings server) {
        Matcher parts = HOST.matcher(LetterCase.lower(address.strip()));
        return parts.matches() && parts.group(2) != null && (OwnNetwork.isThisComputer(parts.group(1)) || EVERY_CARD.contains(parts.group(1)))
            && List.of(server.port(), server.httpPort()).contains(Integer.parseInt(parts.group(2)));
    }

    private static Optional<Text> name(String host) {
        return SpecialHostName.of(host).map(name -> Text.of(switch (name) {
            case CONTAINER -> "check.hint.container";
            case MULTICAST -> "check.hint.multicast";
        }, host));
    }

    private static Optional<String> host(String address) {
        return Optional.of(HOST.matcher(address.strip())).filter(Matcher::matches).map(parts -> LetterCase.lower(parts.group(1)));
    }

    /// The key of the field that holds the address of a provider.
    static String key(ProviderKind kind, String alias, ProviderSettings provider) {
        return DottedKey.of(kind.name(), alias,
            Stream.of("base_url", "api_url", "url", "ws_url", "host").filter(field -> provider.text(field).isPresent()).findFirst().orElse("base_url"));
    }
}
