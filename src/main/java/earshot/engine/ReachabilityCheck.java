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

/// Tries to connect to each of the server's own addresses from this computer. It sends nothing, so that the connection is not
/// counted as a device's attempt.
record ReachabilityCheck(Time time, ProblemSink problems, ConnectionAttemptTracker attempts) {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);

    /// Waits up to 3 s per URL; call it on a virtual thread.
    Outcome run(RunningOperation operation, List<ServerAddress> addresses) {
        int answering = 0;
        for (int i = 0; i < addresses.size(); i++) {
            ServerAddress address = addresses.get(i);
            operation.reportProgress("check", (double) i / addresses.size(), address.ws());
            Optional<String> failure = check(address.host(), address.ws()).or(() -> check(address.host(), address.ota()));
            if (failure.isPresent()) {
                problems.raise(Problem.of(ProblemCode.ADDRESS_UNREACHABLE, new ProblemSubject.Setting("server.ip"), address.ws(), failure.get()));
            } else {
                answering++;
            }
        }
        if (answering == addresses.size()) {
            problems.resolve(ProblemCode.ADDRESS_UNREACHABLE, new ProblemSubject.Setting("server.ip"));
        }
        return Outcome.Done.of("check", answering, addresses.size());
    }

    private Optional<String> check(String host, String url) {
        attempts.ignoreNextFrom(host);
        Optional<String> failure = failure(URI.create(url));
        if (failure.isPresent()) {
            attempts.ignoreNoMoreFrom(host);
        }
        return failure;
    }

    private Optional<String> failure(URI uri) {
        try (Socket socket = new Socket()) {
            CompletableFuture<Optional<String>> connecting = CompletableFuture.supplyAsync(() -> {
                try {
                    socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
                    return Optional.empty();
                } catch (IOException | RuntimeException e) {
                    return Optional.of(Failures.argument(e));
                }
            }, Thread.ofVirtual()::start);
            return time.await(connecting, CONNECT_LIMIT).orElse(Optional.of(ProblemReason.NO_ANSWER_WITHIN.with(CONNECT_LIMIT.toSeconds())));
        } catch (IOException e) {
            return Optional.of(Failures.argument(e));
        }
    }
}
