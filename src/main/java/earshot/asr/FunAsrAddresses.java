package earshot.asr;

import module java.base;

import earshot.problem.ProblemException;
import earshot.remote.ProviderAddress;
import earshot.remote.ProviderErrors;
import earshot.remote.ProviderSettings;
import earshot.remote.ProviderSocket;

/// Where a FunASR server may be: what its section leaves open is tried, the usual first, and what worked is remembered. Without `is_ssl` it is tried
/// with TLS and then without, without `port` at both usual ports, without `host` on this computer. Safe for use from any thread.
final class FunAsrAddresses {
    private static final List<Integer> USUAL_PORTS = List.of(10_095, 10_096);
    /// A server without TLS may wait for the rest of a request that it does not understand.
    private static final Duration ATTEMPT = Duration.ofMillis(1_500);
    /// Offered because newer servers in Python refuse clients that do not.
    private static final String PROTOCOL = "binary";

    private final List<URI> candidates;
    private volatile Optional<URI> worked = Optional.empty();

    private FunAsrAddresses(List<URI> candidates) {
        this.candidates = candidates;
    }

    /// @throws ProblemException with PROVIDER_INCOMPLETE when it is not valid, with PROVIDER_UNFILLED when something else is not filled in
    static FunAsrAddresses of(ProviderSettings provider) {
        ProviderErrors.requireFilledIn(provider);
        String host = provider.text("host").orElse("localhost");
        List<String> written = new ArrayList<>();
        if (host.contains("://")) {
            written.add(host);
        } else {
            List<Integer> ports = provider.text("port").isPresent() ? List.of((int) provider.number("port", USUAL_PORTS.getFirst())) : USUAL_PORTS;
            List<String> schemes = provider.text("is_ssl").isEmpty() ? List.of("wss", "ws") : List.of(provider.flag("is_ssl", true) ? "wss" : "ws");
            ports.forEach(port -> schemes.forEach(scheme -> written.add(scheme + "://" + host + ":" + port)));
        }
        return new FunAsrAddresses(
            written.stream().map(address -> ProviderAddress.parseWebSocket(address).orElseThrow(() -> ProviderErrors.incomplete(provider, "host"))).toList());
    }

    URI usual() {
        return worked.orElse(candidates.getFirst());
    }

    /// Connects to the first that answers. When none does, the failure of the likeliest is reported.
    ///
    /// @throws ProblemException at once when one answers and refuses, or shows a certificate that is not trusted: nothing is sent there in plain text
    void connect(ProviderSocket socket, Duration limit) {
        List<URI> tried = worked.map(List::of).orElse(candidates);
        Optional<ProblemException> first = Optional.empty();
        Set<Integer> closedPorts = new HashSet<>();
        List<URI> slow = new ArrayList<>();
        Set<Integer> cutPorts = new HashSet<>();
        for (URI address : tried) {
            if (closedPorts.contains(address.getPort())) {
                continue;
            }
            try {
                socket.connect(address, address.equals(tried.getLast()) || limit.compareTo(ATTEMPT) < 0 ? limit : ATTEMPT, PROTOCOL);
                worked = Optional.of(address);
                return;
            } catch (ProblemException e) {
                first = first.or(() -> Optional.of(e));
                switch (e.problem().code()) {
                    case PROVIDER_REFUSED -> closedPorts.add(address.getPort());
                    case PROVIDER_TIMEOUT -> slow.add(address);
                    case PROVIDER_CUT -> cutPorts.add(address.getPort());
                    case PROVIDER_INSECURE, PROVIDER_UNREACHABLE -> { }
                    default -> throw e;
                }
            }
        }
        worked = Optional.empty();
        // the first connection with TLS of a program that just started takes so long on a busy computer
        ProblemException likeliest = first.orElseThrow();
        URI withTls = slow.stream().filter(address -> cutPorts.contains(address.getPort())).findFirst().orElseThrow(() -> likeliest);
        socket.connect(withTls, limit, PROTOCOL);
        worked = Optional.of(withTls);
    }
}
