package earshot.cli;

import module java.base;

import earshot.engine.EngineModel;
import earshot.engine.EngineState;
import earshot.engine.EngineState.Phase;
import earshot.engine.ProblemEntry;
import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.Severity;
import earshot.server.ServerAddress;
import earshot.watch.WatchSubscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// What is said of an engine outside of a window: the line that scripts wait for, on standard output, and problems in the log.
record EngineReport(PrintWriter out, AtomicBoolean said, AtomicReference<Optional<EngineModel>> reported) {
    private static final int NEWEST = 50;
    /// More than attempts are kept, so that none of those is forgotten and logged again.
    private static final int MOST_ATTEMPTS = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(EngineReport.class);

    EngineReport(PrintWriter out) {
        this(out, new AtomicBoolean(), new AtomicReference<>(Optional.empty()));
    }

    /// Prints the addresses when the server is open, once in a process.
    WatchSubscription printReady(EngineModel model) {
        reported.set(Optional.of(model));
        return model.state().observe(state -> {
            if (state.phase() == Phase.RUNNING && said.compareAndSet(false, true)) {
                out.println(ready(state, model.addresses().get()));
                out.flush();
            }
        });
    }

    /// Logs each problem once, however often it recurs.
    static WatchSubscription logProblems(EngineModel model) {
        AtomicLong logged = new AtomicLong(-1);
        return model.problems().observe(entries -> {
            long seen = logged.get();
            entries.stream().filter(entry -> entry.open() && entry.number() > seen).sorted(Comparator.comparingLong(ProblemEntry::number)).forEach(entry -> {
                logged.accumulateAndGet(entry.number(), Math::max);
                log(entry.problem());
            });
        });
    }

    /// Logs why somebody without a device id did not get in, once for each address and reason: of a device it is a problem.
    static WatchSubscription logAttempts(EngineModel model) {
        Set<Problem> logged = Collections.newSetFromMap(new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Problem, Boolean> eldest) {
                return size() > MOST_ATTEMPTS;
            }
        });
        return model.connectionAttempts().observe(attempts -> {
            synchronized (logged) {
                attempts.reversed().stream().filter(attempt -> attempt.device().isEmpty()).flatMap(attempt -> attempt.problem().stream())
                    .filter(logged::add).forEach(EngineReport::log);
            }
        });
    }

    private static void log(Problem problem) {
        Locale locale = Locale.getDefault();
        LOG.atLevel(problem.severity() == Severity.INFO ? Level.INFO : Level.WARN)
            .log("{} {} {}", problem.what(locale), problem.why(locale), problem.remedy(locale));
    }

    /// The newest rows of the timeline, whose texts hold no secrets.
    List<String> newestEvents() {
        return reported.get().map(EngineModel::events).stream()
            .flatMap(events -> events.read(Math.max(events.first(), events.end() - NEWEST), NEWEST).rows().stream())
            .map(event -> event.at() + " " + event.device().map(DeviceId::value).orElse("-") + " " + event.direction() + " " + event.type() + " "
                + event.summary())
            .toList();
    }

    /// Why the server did not open.
    static Problem startProblem(EngineModel model) {
        return model.problems().get().stream().filter(entry -> entry.open() && entry.problem().severity() == Severity.CRITICAL).findFirst()
            .map(ProblemEntry::problem).orElseGet(() -> Problem.of(ProblemCode.UNEXPECTED, "the server did not start"));
    }

    private static String ready(EngineState state, List<ServerAddress> addresses) {
        return addresses.stream().findFirst().map(best -> "ready ws=" + best.ws() + " ota=" + best.ota())
            .orElseGet(() -> "ready ws=ws://127.0.0.1:" + state.port() + "/xiaozhi/v1/ ota=http://127.0.0.1:" + state.httpPort() + "/xiaozhi/ota/");
    }
}
