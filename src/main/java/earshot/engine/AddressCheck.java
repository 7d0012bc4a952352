package earshot.engine;

import earshot.engine.Operation.Outcome;
import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.problem.Problems;
import earshot.problem.Subject;
import earshot.server.Address;
import earshot.time.Time;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Tries to connect to each of the server's own addresses from this computer. It sends nothing, so that the connection is not
/// counted as a device's attempt.
final class AddressCheck {
    private static final Duration LIMIT = Duration.ofSeconds(3);

    private final Time time;
    private final Problems problems;
    private final AttemptBook attempts;

    AddressCheck(Time time, Problems problems, AttemptBook attempts) {
        this.time = time;
        this.problems = problems;
        this.attempts = attempts;
    }

    /// Waits up to 3 s per URL; call it on a virtual thread.
    Outcome run(Ongoing operation, List<Address> addresses) {
        int answering = 0;
        for (int i = 0; i < addresses.size(); i++) {
            Address address = addresses.get(i);
            operation.step("check", (double) i / addresses.size(), address.ws());
            attempts.overlook(address.host());
            Optional<String> failure = failure(address.ws()).or(() -> failure(address.ota()));
            Subject subject = new Subject.Setting("server.ip");
            if (failure.isPresent()) {
                problems.raise(Problem.of(Code.ADDRESS_DEAD, subject, address.ws(), failure.get()));
            } else {
                answering++;
            }
        }
        if (answering == addresses.size()) {
            problems.resolve(Code.ADDRESS_DEAD, new Subject.Setting("server.ip"));
        }
        return Outcome.Done.of("check", answering, addresses.size());
    }

    private Optional<String> failure(String url) {
        URI uri = URI.create(url);
        try (Socket socket = new Socket()) {
            CompletableFuture<Optional<String>> connecting = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> {
                try {
                    socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
                    connecting.complete(Optional.empty());
                } catch (IOException | RuntimeException e) {
                    connecting.complete(Optional.of(String.valueOf(e.getMessage())));
                }
            });
            return time.await(connecting, LIMIT).orElse(Optional.of("no answer within " + LIMIT.toSeconds() + " s"));
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
