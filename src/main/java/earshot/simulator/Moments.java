package earshot.simulator;

import earshot.watch.EventLog;
import earshot.watch.Pin;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/// Searches the event log of a device.
final class Moments {
    private Moments() {}

    /// Completes with the first matching event from number `from` on, now or when it comes.
    static CompletableFuture<Moment> first(EventLog<Moment> log, long from, Predicate<Happening> wanted) {
        CompletableFuture<Moment> found = new CompletableFuture<>();
        Pin pin = log.observe(() -> find(log, from, wanted).ifPresent(found::complete));
        found.whenComplete((_, _) -> pin.close());
        find(log, from, wanted).ifPresent(found::complete);
        return found;
    }

    /// The first matching event from number `from` on.
    static Optional<Moment> find(EventLog<Moment> log, long from, Predicate<Happening> wanted) {
        return log.read(from, log.capacity()).rows().stream().filter(moment -> wanted.test(moment.what())).findFirst();
    }
}
