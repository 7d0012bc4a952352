package earshot.engine;

import module java.base;

import earshot.engine.Operation.Outcome;
import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemReason;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.server.ServerAddress;
import earshot.time.Time;

/// Tries to connect to each of the server's own addresses from this computer, and where it has another network card from the address of that one, as far as
/// the system does not shorten the way: both ends are here. It sends nothing, so that the connection is not counted as a device's attempt.
record ReachabilityCheck(Time time, ProblemSink problems, ConnectionAttemptTracker attempts) {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);

    /// Waits up to 3 s per URL; call it on a virtual thread.
    Outcome run(RunningOperation operation, List<ServerAddress> addresses) {
        int answering = 0;
        int acrossCards = 0;
        for (int i = 0; i < addresses.size(); i++) {
            ServerAddress address = addresses.get(i);
            operation.reportProgress("check", (double) i / addresses.size(), address.ws());
            Optional<String> other = otherCard(address, addresses);
            Optional<String> failure = check(address, Optional.empty()).or(() -> other.flatMap(from -> check(address, Optional.of(from))));
            if (failure.isPresent()) {
                problems.raise(Problem.of(ProblemCode.ADDRESS_UNREACHABLE, new ProblemSubject.Setting("server.ip"), address.ws(), failure.get()));
            } else {
                answering++;
                acrossCards += other.isPresent() ? 1 : 0;
            }
        }
        if (answering == addresses.size()) {
            problems.resolve(ProblemCode.ADDRESS_UNREACHABLE, new ProblemSubject.Setting("server.ip"));
        }
        return acrossCards == 0 ? Outcome.Done.of("check", answering, addresses.size())
            : Outcome.Done.of("check_cards", answering, addresses.size(), acrossCards);
    }

    /// The address of another real card, from which a connection comes as from another network.
    private static Optional<String> otherCard(ServerAddress address, List<ServerAddress> addresses) {
        return Stream.of(address).filter(one -> !one.loopback()).flatMap(_ -> addresses.stream())
            .filter(other -> !other.loopback() && other.link() == ServerAddress.Link.NETWORK && !other.card().isEmpty() && !other.card().equals(address.card()))
            .map(ServerAddress::host).findFirst();
    }

    /// @param from own address of this end; empty for the one that the system chooses
    private Optional<String> check(ServerAddress address, Optional<String> from) {
        return check(from.orElse(address.host()), address.ws(), from).or(() -> check(from.orElse(address.host()), address.ota(), from));
    }

    /// @param seenFrom address that the server sees
    private Optional<String> check(String seenFrom, String url, Optional<String> from) {
        attempts.ignoreNextFrom(seenFrom);
        Optional<String> failure = failure(URI.create(url), from);
        if (failure.isPresent()) {
            attempts.ignoreNoMoreFrom(seenFrom);
        }
        return failure;
    }

    private Optional<String> failure(URI uri, Optional<String> from) {
        try (Socket socket = new Socket()) {
            if (from.isPresent()) {
                socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from.get()), 0));
            }
            CompletableFuture<Optional<String>> connecting = CompletableFuture.supplyAsync(() -> {
                try {
                    socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
                    return Optional.empty();
                } catch (IOException | RuntimeException e) {
                    return Optional.of(Failures.argument(e));
                }
            }, Thread.ofVirtual()::start);
            return time.await(connecting, CONNECT_LIMIT).orElse(Optional.of(ProblemReason.NO_ANSWER_WITHIN.with(CONNECT_LIMIT.toSeconds())));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.of(Failures.argument(e));
        }
    }
}
